import { describe, expect, it } from 'vitest';
import { trialFailure } from '../../testing/sweeps.ts';
import { describeTries, groupFailures } from './prepare-failures.ts';

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

describe('describeTries', () => {
  it.each([
    [{ failures: 1, lostWorkers: 0 }, null],
    [{ failures: 2, lostWorkers: 0 }, '2 tries'],
    [{ failures: 0, lostWorkers: 3 }, '3 workers lost'],
    [{ failures: 2, lostWorkers: 1 }, '2 tries, 1 worker lost'],
  ])('%o', (counts, words) => expect(describeTries(trialFailure(counts))).toBe(words));
});
