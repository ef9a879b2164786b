import { describe, expect, it } from 'vitest';
import { sweepDetail, trialCounts } from '../../testing/sweeps.ts';
import { prepareSweepFacts } from './prepare-sweep-facts.ts';

const now = new Date('2026-11-03T07:00:00');
const facts = (change: Parameters<typeof sweepDetail>[0] = {}, at: Date | null = now) =>
  prepareSweepFacts(sweepDetail(change), at).map(({ value, more }) => [value, more]);

describe('prepareSweepFacts', () => {
  it('says the best with its trial, how far the sweep is, when it ends and how quickly it goes', () => {
    const best = {
      runId: '1m86ammtb54b67b1',
      trial: 3,
      name: 'x',
      value: 241.234,
      parameters: { beta: 0.5 },
    };
    const counts = trialCounts({ FINISHED: 3, FAILED: 1, RUNNING: 2 });
    expect(facts({ best, counts })).toEqual([
      ['241.2', 'trial 3: beta=0.5'],
      ['4 of 6', '10 % of all steps'],
      ['1 min 30 s', 'ends about 07:01'],
      ['10 steps/s', 'of 2 running trials together'],
    ]);
    const [first] = prepareSweepFacts(sweepDetail({ best }), now);
    expect(first).toMatchObject({ label: 'Best val_nelbo, lower is better', href: '/runs/1m86ammtb54b67b1' });
  });

  it.each([
    ['nothing has been logged', {}, 0, ['—', 'no trial has logged it yet']],
    [
      'no step count is known',
      { progress: { doneSteps: 0, totalSteps: 0, stepsPerSecond: 0, secondsLeft: null } },
      1,
      ['0 of 6', '—'],
    ],
    [
      'it is paused',
      { status: 'PAUSED', progress: { doneSteps: 1, totalSteps: 9, stepsPerSecond: 0, secondsLeft: null } },
      2,
      ['—', 'not known while it is paused'],
    ],
    [
      'nothing has trained',
      { progress: { doneSteps: 0, totalSteps: 9, stepsPerSecond: 0, secondsLeft: null } },
      2,
      ['—', 'known once trials have trained'],
    ],
    [
      'it is over',
      {
        counts: trialCounts({ FINISHED: 6 }),
        progress: { doneSteps: 9, totalSteps: 9, stepsPerSecond: 0, secondsLeft: null },
      },
      2,
      ['—', 'all trials have ended'],
    ],
    ['nothing runs', { counts: trialCounts({ QUEUED: 6 }) }, 3, ['—', 'nothing trains now']],
  ] as const)('says so when %s', (_name, change, index, expected) => {
    expect(facts(change)[index]).toEqual(expected);
  });

  it('promises no moment before the clock of the reader is known', () => {
    expect(facts({}, null)[2]).toEqual(['—', 'known once trials have trained']);
  });
});
