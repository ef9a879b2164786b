import { expect, it } from 'vitest';
import { createRunClock } from './run-clock.ts';

it.each<[string, number[], number[], number, number | null]>([
  ['nothing is known', [], [], 5, null],
  ['one moment is known', [10], [1_000], 99, 1_000],
  ['on a moment', [0, 10, 20], [0, 100, 400], 10, 100],
  ['between two', [0, 10, 20], [0, 100, 400], 15, 250],
  ['before the first', [10, 20], [100, 200], 0, 0],
  ['after the last of few, at the last pace', [0, 10, 20], [0, 100, 400], 30, 700],
  [
    'after the last, at the pace of the last tenth: a pause before the last moment is not that of every step',
    [0, 90, 92, 94, 96, 98, 100],
    [0, 900, 920, 940, 960, 980, 1_900],
    110,
    2_900,
  ],
])('stepToTimeMs when %s', (_, steps, wallTimesMs, step, timeMs) => {
  expect(createRunClock({ steps, wallTimesMs }).stepToTimeMs(step)).toBe(timeMs);
});
