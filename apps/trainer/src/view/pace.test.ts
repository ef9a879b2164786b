import { describe, expect, it } from 'vitest';
import { createPace } from './pace.ts';

describe('the time that a training has left', () => {
  it('goes by the newest steps in the first epoch', () => {
    let nowMs = 0;
    const pace = createPace(0, () => nowMs);
    for (let step = 1; step <= 5; step++) {
      nowMs += 100;
      pace.step(step);
    }
    expect(pace.leftMs(25)).toBe(2_000);
  });

  it('counts what an epoch has besides its steps once one has ended, from the step it went on from', () => {
    let nowMs = 50;
    const pace = createPace(100, () => nowMs);
    for (let step = 101; step <= 110; step++) {
      nowMs += 100;
      pace.step(step);
    }
    pace.epoch();
    nowMs += 1_100;
    pace.step(111);
    // 11 steps and one end of an epoch in 2.1 s.
    expect(pace.leftMs(121)).toBeCloseTo((10 * 2_100) / 11, 6);
  });
});
