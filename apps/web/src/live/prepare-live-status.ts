import { formatMoment } from '../format/format-time.ts';
import { t } from '../messages/index.ts';
import type { LiveConnection } from './live-event.ts';

/** describeConnection says how the line is: since when it is away to the second, or with its day if that was not today. */
export function describeConnection(
  { state, awaySinceMs }: LiveConnection,
  now: Date,
  timeZone?: string,
): string {
  if (state === 'away') return t('live.away', { time: formatSince(new Date(awaySinceMs), now, timeZone) });
  return state === 'live' ? t('live.live') : t('live.connecting');
}

/** announceConnection returns what a screen reader says: that the line is lost, that it is back, and nothing else. */
export function announceConnection(
  connection: LiveConnection,
  { now, hasBeenAway }: { now: Date; hasBeenAway: boolean },
): string {
  if (connection.state === 'away') return describeConnection(connection, now);
  return connection.state === 'live' && hasBeenAway ? t('live.back') : '';
}

function formatSince(moment: Date, now: Date, timeZone?: string): string {
  const format = (options: Intl.DateTimeFormatOptions, of: Date) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(of);
  const isToday = format({ dateStyle: 'short' }, moment) === format({ dateStyle: 'short' }, now);
  return isToday ? format({ timeStyle: 'medium' }, moment) : formatMoment(moment, now, timeZone);
}
