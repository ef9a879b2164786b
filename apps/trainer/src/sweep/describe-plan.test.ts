import type { TrialPlan } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { describePlan, describeTrials } from './describe-plan.ts';
import { readSweepRequest } from './read-sweep-request.ts';

const plan = async (...set: string[]) => {
  const { spec, trials } = await readSweepRequest(undefined, {
    set,
    seeds: '2',
    trials: '12',
    limit: '6000',
  });
  return { spec, trials };
};

describe('what a person is told before a sweep begins', () => {
  it('is what is searched, what all trials have in common, and about how long it takes', async () => {
    const { spec, trials } = await plan(
      'preset=mlp',
      'learningRate=1e-4..1e-2',
      'latentDim=2..16',
      'beta=1,2',
    );
    const estimate = { durationMs: 14 * 60_000, totalMs: 28 * 60_000, imagesPerSecond: 640.4 };
    expect(describePlan(spec, { trials: trials.length, estimate, concurrency: 2 }).split('\n')).toEqual([
      'beta × latentDim × learningRate random search: 24 trials, 12 points with 2 seeds each, compared by val_nelbo (minimize)',
      '  latentDim     2 … 16, whole numbers (int_uniform)',
      '  beta          1, 2',
      '  learningRate  0.0001 … 0.01, evenly by order of magnitude (log_uniform_values)',
      '  in all: mlp limit=6000',
      '  about 14m with 2 at once, at 640 images/s each, as the last runs like these',
    ]);
  });

  it('promises nothing when no run tells', async () => {
    const { spec, trials } = await plan('beta=1,2');
    const estimate = { unknown: 'speed', config: (trials[0] as TrialPlan).config } as const;
    expect(describePlan(spec, { trials: 4, estimate, concurrency: 1 })).toContain(
      '1 at once; how long it takes',
    );
  });

  it('shows the first trials of many', async () => {
    const { trials } = await plan('beta=1,2');
    expect(describeTrials(trials)).toMatch(/^ {2}#0 +beta=1 seed=1\n/);
    const many = Array.from({ length: 30 }, (_, trial) => ({
      trial,
      name: 'x',
      config: {} as never,
      parameters: {},
    }));
    expect(describeTrials(many)).toMatch(/#19 +x\n {2}and 10 more$/);
  });
});
