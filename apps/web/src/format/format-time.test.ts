import { describe, expect, it } from 'vitest';
import { describeMoment, formatMoment } from './format-time.ts';

const now = new Date('2026-11-03T08:00:00Z');

describe('formatMoment', () => {
  it.each([
    ['2026-11-03T07:05:00Z', 'UTC', '07:05'],
    ['2026-11-02T23:30:00Z', 'UTC', '2 Nov, 23:30'],
    ['2026-11-02T23:30:00Z', 'Asia/Jakarta', '06:30'],
    ['2025-12-31T12:00:00Z', 'UTC', '31 Dec 2025, 12:00'],
  ])('writes %s in %s as %s', (moment, timeZone, text) => {
    expect(formatMoment(new Date(moment), now, timeZone)).toBe(text);
  });
});

describe('describeMoment', () => {
  it('names the zone', () => {
    expect(describeMoment(now, 'Asia/Jakarta')).toMatch(/3 November 2026.*15:00:00.*(WIB|GMT\+7)/);
  });
});
