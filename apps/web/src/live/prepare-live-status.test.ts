import { describe, expect, it } from 'vitest';
import type { LiveConnection } from './live-event.ts';
import { announceConnection, describeConnection } from './prepare-live-status.ts';

const now = new Date('2026-11-03T12:10:00Z');
const away = (time: string): LiveConnection => ({ state: 'away', awaySinceMs: Date.parse(time) });

describe('describeConnection', () => {
  it.each<[LiveConnection, string]>([
    [{ state: 'connecting', awaySinceMs: null }, 'Connecting…'],
    [{ state: 'live', awaySinceMs: null }, 'Live'],
    [away('2026-11-03T12:03:20Z'), 'Not up to date since 12:03:20; trying again'],
    [away('2026-11-02T23:03:20Z'), 'Not up to date since 2 Nov, 23:03; trying again'],
  ])('of %o is "%s"', (connection, words) => expect(describeConnection(connection, now, 'UTC')).toBe(words));
});

describe('announceConnection', () => {
  it('speaks of a loss and of the return, and never of a line that stands', () => {
    const live: LiveConnection = { state: 'live', awaySinceMs: null };
    const announce = (connection: LiveConnection, hasBeenAway: boolean) =>
      announceConnection(connection, { now, hasBeenAway });
    expect(announce({ state: 'connecting', awaySinceMs: null }, false)).toBe('');
    expect(announce(live, false)).toBe('');
    expect(announce(away('2026-11-03T12:03:20Z'), true)).toMatch(/^Not up to date/);
    expect(announce(live, true)).toBe('Up to date again');
  });
});
