import { describe, expect, it } from 'vitest';
import { roundTimeLeft, settleTimeLeft } from './time-left.ts';

describe('settleTimeLeft', () => {
  it('begins with the estimate', () => {
    expect(settleTimeLeft(null, { estimateMs: 60_000, nowMs: 5 })).toEqual({ leftMs: 60_000, atMs: 5 });
  });

  it('counts down when the estimate agrees', () => {
    const shown = { leftMs: 60_000, atMs: 0 };
    expect(settleTimeLeft(shown, { estimateMs: 58_000, nowMs: 2_000 }).leftMs).toBeCloseTo(58_000, 6);
  });

  it('hardly follows one outlier, and comes round to a lasting change', () => {
    const once = settleTimeLeft({ leftMs: 60_000, atMs: 0 }, { estimateMs: 120_000, nowMs: 500 });
    expect(once.leftMs).toBeLessThan(63_000);
    let shown = once;
    for (let nowMs = 1_000; nowMs <= 60_000; nowMs += 500)
      shown = settleTimeLeft(shown, { estimateMs: 120_000 - nowMs, nowMs });
    expect(Math.abs(shown.leftMs - 60_000)).toBeLessThan(2_000);
  });

  it('is never below zero', () => {
    expect(settleTimeLeft({ leftMs: 1_000, atMs: 0 }, { estimateMs: 0, nowMs: 60_000 }).leftMs).toBe(0);
  });
});

describe('roundTimeLeft', () => {
  it.each([
    [0, 5_000],
    [47_300, 45_000],
    [299_000, 300_000],
    [754_000, 780_000],
  ])('%s ms: %s ms', (leftMs, rounded) => expect(roundTimeLeft(leftMs)).toBe(rounded));
});
