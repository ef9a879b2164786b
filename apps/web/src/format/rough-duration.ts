import { t } from '../messages/index.ts';
import { formatDuration } from './format-values.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** roughDuration writes a time that is only estimated: to the second it would promise too much. "48 s", "5 min", "2 h 04 min". */
export function roughDuration(durationMs: number): string {
  if (durationMs < 2 * MINUTE_MS) return formatDuration(durationMs);
  const minutes = Math.round(durationMs / MINUTE_MS);
  return minutes * MINUTE_MS < HOUR_MS
    ? t('duration.minutes', { minutes })
    : formatDuration(minutes * MINUTE_MS);
}
