import { describe, expect, it } from 'vitest';
import { trialFailure } from '../../testing/sweeps.ts';
import { describeCut, describeTries, groupFailures } from './prepare-failures.ts';

describe('groupFailures', () => {
  it('puts the trials of one cause together, the most frequent first', () => {
    const failures = [
      trialFailure({ trial: 0, reasonCode: 'CHILD_LOST' }),
      trialFailure({ trial: 1 }),
      trialFailure({ trial: 2 }),
      trialFailure({ trial: 3, reasonCode: null }),
    ];
    expect(
      groupFailures(failures).map(({ title, failures: group }) => [title, group.map(({ trial }) => trial)]),
    ).toEqual([
      ['NON_FINITE_LOSS: 2 trials', [1, 2]],
      ['CHILD_LOST: 1 trial', [0]],
      ['Without a named cause: 1 trial', [3]],
    ]);
  });

  it('has none of none', () => expect(groupFailures([])).toEqual([]));
});

describe('describeCut', () => {
  it.each([
    [1_000, 4_321, 'The first 1,000 of 4,321 trials are listed and counted here.'],
    [1_000, 1_000, null],
    // One has failed between the two answers, or has been queued again.
    [3, 2, null],
    [1_000, undefined, null],
  ])('%d of %s', (listed, total, words) => expect(describeCut(listed, total)).toBe(words));
});

describe('describeTries', () => {
  it.each([
    [{ failures: 1, lostWorkers: 0 }, null],
    [{ failures: 2, lostWorkers: 0 }, '2 tries'],
    [{ failures: 0, lostWorkers: 3 }, '3 workers lost'],
    [{ failures: 2, lostWorkers: 1 }, '2 tries, 1 worker lost'],
  ])('%o', (counts, words) => expect(describeTries(trialFailure(counts))).toBe(words));
});
