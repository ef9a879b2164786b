import { expect, it } from 'vitest';
import { sweepSpec } from '../../testing/sweeps.ts';
import { prepareSearchSpace } from './prepare-search-space.ts';

const lines = (group: readonly { name: string; text: string }[]) =>
  Object.fromEntries(group.map(({ name, text }) => [name, text]));

it('says what varies, what all trials share, and how the search goes', () => {
  const spec = sweepSpec({
    method: 'random',
    runCap: 20,
    searchSeed: 7,
    seeds: 3,
    labels: ['gpu'],
    parameters: {
      beta: { kind: 'values', values: [0.5, 1] },
      learningRate: { kind: 'range', distribution: 'log_uniform_values', min: 1e-4, max: 1e-2 },
      batchSize: { kind: 'value', value: 64 },
    },
    base: { preset: 'tiny', overrides: { epochs: 3, seed: 5 } },
  });
  const { varies, fixed, search } = prepareSearchSpace(spec);
  expect(lines(varies)).toEqual({
    beta: '0.5, 1 · 2 values',
    learningRate: 'log_uniform_values 0.0001 … 0.01',
    seed: '3 seeds: 5 to 7',
  });
  expect(lines(fixed)).toEqual({ preset: 'tiny', epochs: '3', seed: '5', batchSize: '64' });
  expect(lines(search)).toEqual({
    Search: 'random: 20 points, search seed 7',
    'Compared by': 'val_nelbo, lower is better',
    'Labels that a worker needs': 'gpu',
    'Failures of a trial that are tried again': '1',
    'Lost workers after which a trial is given up': '3',
  });
});

it.each([
  [null, 'grid: every combination'],
  [4, 'grid: the first 4 combinations'],
])('says how far a grid goes: %s', (runCap, words) => {
  expect(prepareSearchSpace(sweepSpec({ runCap })).search[0]?.text).toBe(words);
});
