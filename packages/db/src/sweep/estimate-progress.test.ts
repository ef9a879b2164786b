import { expect, it } from 'vitest';
import { estimateProgress, type SweepWork } from './estimate-progress.ts';

const work: SweepWork = {
  doneSteps: 100,
  totalSteps: 300,
  isActive: true,
  running: [
    { stepsLeft: 20, stepsPerSecond: 2 },
    { stepsLeft: 40, stepsPerSecond: 2 },
  ],
};

it.each<[string, Partial<SweepWork>, { stepsPerSecond: number; secondsLeft: number | null }]>([
  ['what is left by the speed of all together', {}, { stepsPerSecond: 4, secondsLeft: 50 }],
  [
    'at least what the slowest of the last trials needs',
    { totalSteps: 160 },
    { stepsPerSecond: 4, secondsLeft: 20 },
  ],
  [
    'nothing of a trial whose speed is not known yet',
    { running: [...work.running, { stepsLeft: 40, stepsPerSecond: null }] },
    { stepsPerSecond: 4, secondsLeft: 50 },
  ],
  ['no end while nothing runs', { running: [] }, { stepsPerSecond: 0, secondsLeft: null }],
  ['no end while it is paused', { isActive: false }, { stepsPerSecond: 4, secondsLeft: null }],
  [
    'no end while nothing tells how much there is',
    { totalSteps: null },
    { stepsPerSecond: 4, secondsLeft: null },
  ],
])('reckons %s', (_what, change, expected) => {
  expect(estimateProgress({ ...work, ...change })).toMatchObject(expected);
});
