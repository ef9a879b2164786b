import type { TrialCounts } from '@laten/shared';
import { expect, it } from 'vitest';
import { trialCounts } from '../../../testing/sweeps.ts';
import { type DueParts, findDueParts } from './find-due-parts.ts';

const state = (revision: number, counts: Partial<TrialCounts>) => ({ revision, counts: trialCounts(counts) });
const before = state(5, { FINISHED: 2, RUNNING: 1, QUEUED: 3 });

it.each<[string, ReturnType<typeof state>, DueParts]>([
  ['nothing when nothing has changed', before, { parts: [], atOnce: false }],
  [
    'both when a trial has ended',
    state(6, { FINISHED: 3, RUNNING: 1, QUEUED: 2 }),
    { parts: ['best', 'failures'], atOnce: false },
  ],
  [
    'both when a silent trial is taken for crashed, which no change says',
    state(5, { FINISHED: 2, CRASHED: 1, QUEUED: 3 }),
    { parts: ['best', 'failures'], atOnce: false },
  ],
  [
    'no best values when one has begun, or is tried again',
    state(6, { FINISHED: 2, RUNNING: 2, QUEUED: 2 }),
    { parts: ['failures'], atOnce: false },
  ],
  [
    'both at once when the last one has ended',
    state(9, { FINISHED: 5, CANCELED: 1 }),
    { parts: ['best', 'failures'], atOnce: true },
  ],
])('reads %s', (_what, now, due) => expect(findDueParts(before, now)).toEqual(due));

it('waits as usual once the sweep is over', () => {
  const over = state(9, { FINISHED: 5, FAILED: 1 });
  expect(findDueParts(over, state(10, { FINISHED: 5 }))).toEqual({
    parts: ['best', 'failures'],
    atOnce: false,
  });
});
