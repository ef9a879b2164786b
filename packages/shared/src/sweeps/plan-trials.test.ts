import { describe, expect, it } from 'vitest';
import { SweepInvalidError } from '../errors.ts';
import { countTrials, growSpec, planTrials } from './plan-trials.ts';
import { readSweepSpec } from './read-sweep-spec.ts';
import type { SweepSpec, TrialPlan } from './sweep-spec.ts';

const read = (file: object): SweepSpec => readSweepSpec(file, { defaultThreads: 1 }).spec;
const plan = (spec: SweepSpec, from = 0, to = countTrials(spec)): TrialPlan[] =>
  planTrials(spec, { from, to }, { defaultThreads: 1 });

const grid = read({
  method: 'grid',
  seeds: 2,
  base: { preset: 'tiny', seed: 7, epochs: 1 },
  parameters: { latentDim: { values: [2, 8] }, beta: { values: [0.5, 4] }, batchSize: { value: 64 } },
});
const random = read({
  method: 'random',
  run_cap: 5,
  seeds: 2,
  base: 'tiny',
  parameters: { learningRate: { distribution: 'log_uniform_values', min: 1e-4, max: 1e-2 } },
});

describe('the trials of a grid', () => {
  it('are its points with the first seed, then with the next', () => {
    expect(countTrials(grid)).toBe(8);
    expect(plan(grid).map(({ trial, name }) => `${trial} ${name}`)).toEqual([
      '0 beta=0.5 latentDim=2 seed=7',
      '1 beta=0.5 latentDim=8 seed=7',
      '2 beta=4 latentDim=2 seed=7',
      '3 beta=4 latentDim=8 seed=7',
      '4 beta=0.5 latentDim=2 seed=8',
      '5 beta=0.5 latentDim=8 seed=8',
      '6 beta=4 latentDim=2 seed=8',
      '7 beta=4 latentDim=8 seed=8',
    ]);
  });

  it('have resolved configs, and the swept values apart', () => {
    const [trial] = plan(grid, 6, 7);
    expect(trial?.parameters).toEqual({ beta: 4, latentDim: 2, seed: 8 });
    expect(trial?.config).toMatchObject({
      preset: 'tiny',
      beta: 4,
      latentDim: 2,
      batchSize: 64,
      epochs: 1,
      seed: 8,
      threads: 1,
    });
  });

  it('end where run_cap cuts the grid off', () => {
    const capped = { ...grid, runCap: 3 };
    expect(countTrials(capped)).toBe(6);
    expect(plan(capped).map(({ config }) => [config.beta, config.latentDim, config.seed])).toEqual([
      [0.5, 2, 7],
      [0.5, 8, 7],
      [4, 2, 7],
      [0.5, 2, 8],
      [0.5, 8, 8],
      [4, 2, 8],
    ]);
  });

  it('may have presets and seeds of their own', () => {
    const spec = read({
      method: 'grid',
      base: { limit: 99 },
      parameters: { preset: { values: ['tiny', 'mlp'] }, seed: { values: [4, 9] } },
    });
    expect(plan(spec).map(({ name }) => name)).toEqual([
      'preset=tiny seed=4',
      'preset=tiny seed=9',
      'preset=mlp seed=4',
      'preset=mlp seed=9',
    ]);
    expect(plan(spec)[2]?.config).toMatchObject({ preset: 'mlp', architecture: 'mlp', limit: 99, seed: 4 });
  });

  it('are the seeds alone when nothing else is searched', () => {
    const spec = read({ method: 'grid', base: 'tiny', seeds: 3 });
    expect(plan(spec).map(({ name }) => name)).toEqual(['seed=1', 'seed=2', 'seed=3']);
  });
});

describe('the trials of a random search', () => {
  it('are its draws, each with all seeds', () => {
    const trials = plan(random);
    expect(trials).toHaveLength(10);
    expect(trials.map(({ config }) => config.seed)).toEqual([1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
    expect(trials[2]?.config.learningRate).toBe(trials[3]?.config.learningRate);
    expect(new Set(trials.map(({ config }) => config.learningRate)).size).toBe(5);
  });

  it('are the same in parts as in one', () => {
    expect([...plan(random, 0, 3), ...plan(random, 3, 10)]).toEqual(plan(random));
  });
});

describe('a combination that only together is refused', () => {
  const spec = read({
    method: 'grid',
    base: 'tiny',
    parameters: {
      encoderFilters: {
        values: [
          [8, 8, 8],
          [8, 8],
        ],
      },
      beta: { values: [1, 2] },
    },
  });

  it('is named with its trial, and counted', () => {
    expect(() => plan(spec)).toThrow(SweepInvalidError);
    expect(() => plan(spec)).toThrow(
      expect.objectContaining({
        issues: [
          {
            path: ['parameters'],
            message:
              'Trial 1 (beta=1 encoderFilters=[8,8]) is refused: decoderFilters: [8,4] is refused. It must have one entry fewer than encoderFilters (1), so that the decoder returns to the image size. So is 1 other.',
          },
        ],
      }),
    );
  });

  it('does not stand in the way of others', () => {
    expect(plan(spec, 0, 1)).toHaveLength(1);
  });
});

describe('a sweep that grows', () => {
  const messageOf = (spec: SweepSpec, trials: number) => {
    try {
      return growSpec(spec, { trials });
    } catch (error) {
      return (error as SweepInvalidError).issues.map(({ path, message }) => `${path}: ${message}`).join();
    }
  };

  it('keeps its trials: a grid takes further seeds, a random search further draws', () => {
    for (const [spec, trials] of [
      [grid, 8],
      [random, 4],
    ] as const) {
      const grown = growSpec(spec, { trials });
      expect(countTrials(grown)).toBe(countTrials(spec) + trials);
      const before = plan(spec).map(({ config }) => config);
      expect(
        plan(grown)
          .slice(0, before.length)
          .map(({ config }) => config),
      ).toEqual(before);
    }
    expect(growSpec(grid, { trials: 8 }).seeds).toBe(4);
    expect(growSpec(random, { trials: 4 }).runCap).toBe(7);
  });

  it.each([
    [
      'a part of the grid',
      grid,
      3,
      'trials: 3 is refused. Give a multiple of 4, which is the whole grid with a further seed.',
    ],
    [
      'a draw without all seeds',
      random,
      3,
      'trials: 3 is refused. Give a multiple of 2, which is one more draw with every seed.',
    ],
    ['nothing', { ...random, seeds: 1 }, 0, 'trials: 0 is refused. Give a whole number from 1.'],
    [
      'beyond the limit',
      random,
      10_000,
      'trials: 10000 more make 10010 trials. The most is 10000 in one sweep.',
    ],
    [
      'a grid that lists its seeds',
      read({ method: 'grid', parameters: { seed: { values: [4, 9] } } }),
      2,
      'trials: This grid lists its seeds itself, so it has no further ones. Launch another sweep with more seeds.',
    ],
    [
      'seeds beyond the last',
      read({ method: 'grid', base: { seed: 4_294_967_295 }, parameters: { beta: { values: [1, 2] } } }),
      2,
      'trials: 2 seeds from 4294967295 end at 4294967296. The greatest seed is 4294967295.',
    ],
  ])('refuses %s', (_what, spec, trials, message) => {
    expect(messageOf(spec, trials)).toBe(message);
  });
});
