import { describe, expect, it } from 'vitest';
import type { SweepIssue } from '../errors.ts';
import { readSweepSpec } from './read-sweep-spec.ts';
import { sweepDefaults } from './sweep-defaults.ts';
import type { ParameterSpace } from './sweep-spec.ts';
import { writeSweepFile } from './write-sweep-file.ts';

const grid = { method: 'grid', parameters: { beta: { values: [1, 2] } } };
const random = { method: 'random', run_cap: 20, parameters: { beta: { values: [1, 2] } } };

const read = (file: unknown, reals: readonly string[] = []) =>
  readSweepSpec(file, { defaultThreads: 1, isWrittenAsReal: (path) => reals.includes(path.join('.')) });

const readSpace = (key: string, space: object, reals: readonly string[] = []): ParameterSpace | undefined =>
  read({ ...random, parameters: { [key]: space } }, reals).spec.parameters[key as 'beta'];

const asLine = ({ path, message }: SweepIssue) => `${path.join('.')}: ${message}`;

describe('a file that says little', () => {
  it('has a name, the metric that ranks runs, and the reference model', () => {
    expect(read(grid)).toEqual({
      spec: {
        ...sweepDefaults,
        name: 'beta grid',
        method: 'grid',
        parameters: { beta: { kind: 'values', values: [1, 2] } },
      },
      note: '',
      notices: [],
    });
  });

  it('may search nothing but seeds', () => {
    const { spec } = read({ method: 'grid', seeds: 3, base: 'tiny' });
    expect(spec).toMatchObject({ name: 'tiny 3 seeds', seeds: 3, parameters: {}, base: { preset: 'tiny' } });
  });
});

describe('a file that says everything', () => {
  const file = {
    name: 'rates',
    description: 'Which rate for which size?',
    method: 'random',
    metric: { name: 'val_loss', goal: 'minimize' },
    run_cap: 30,
    seeds: 2,
    base: { preset: 'mlp', epochs: 3, seed: 7, beta: 9 },
    parameters: {
      learningRate: { distribution: 'log_uniform_values', min: 1e-4, max: 1e-2 },
      beta: { values: [1, 2], probabilities: [0.25, 0.75] },
      latentDim: { value: 8 },
    },
    labels: ['lab2', 'gpu', 'gpu'],
    retries: { failed: 2 },
    search_seed: 5,
  };

  it('is read as it stands', () => {
    expect(read(file)).toEqual({
      note: 'Which rate for which size?',
      notices: [],
      spec: {
        name: 'rates',
        method: 'random',
        metric: { name: 'val_loss', goal: 'minimize' },
        runCap: 30,
        seeds: 2,
        base: { preset: 'mlp', overrides: { epochs: 3, seed: 7 } },
        parameters: {
          learningRate: { kind: 'range', distribution: 'log_uniform_values', min: 1e-4, max: 1e-2 },
          beta: { kind: 'values', values: [1, 2], probabilities: [0.25, 0.75] },
          latentDim: { kind: 'value', value: 8 },
        },
        labels: ['gpu', 'lab2'],
        retries: { failed: 2, lost: 3 },
        searchSeed: 5,
      },
    });
  });

  it('is written as it was, and read again as the same', () => {
    const { spec } = read(file);
    expect(writeSweepFile(spec)).toMatchObject({ base: { preset: 'mlp', epochs: 3 }, run_cap: 30, seeds: 2 });
    expect(read(writeSweepFile(spec)).spec).toEqual(spec);
    expect(Object.keys(writeSweepFile(read(grid).spec))).toEqual([
      'name',
      'method',
      'metric',
      'base',
      'parameters',
    ]);
  });
});

describe('the distribution that W&B takes when none is named', () => {
  it.each<[string, string, object, readonly string[], object]>([
    ['value: constant', 'beta', { value: 4 }, [], { kind: 'value', value: 4 }],
    ['values: categorical', 'beta', { values: [1, 4] }, [], { kind: 'values', values: [1, 4] }],
    [
      'whole ends: int_uniform',
      'latentDim',
      { min: 2, max: 8 },
      [],
      { distribution: 'int_uniform', min: 2, max: 8 },
    ],
    [
      'whole ends of a real key: int_uniform too',
      'beta',
      { min: 0, max: 4 },
      [],
      { distribution: 'int_uniform' },
    ],
    [
      'ends written as reals: uniform',
      'beta',
      { min: 0, max: 4 },
      ['min', 'max'],
      { distribution: 'uniform' },
    ],
    ['one end written as a real: uniform', 'beta', { min: 0, max: 4 }, ['max'], { distribution: 'uniform' }],
    ['ends with fractions: uniform', 'beta', { min: 0.5, max: 4 }, [], { distribution: 'uniform', min: 0.5 }],
    [
      'normal: mu 0, sigma 1',
      'learningRate',
      { distribution: 'log_normal', mu: -7, sigma: 0.5 },
      [],
      { kind: 'normal', mu: -7, sigma: 0.5 },
    ],
    ['q: 1', 'latentDim', { distribution: 'q_uniform', min: 2, max: 8 }, [], { q: 1 }],
    [
      'mu and sigma: 0 and 1',
      'learningRate',
      { distribution: 'log_normal', mu: -7 },
      [],
      { mu: -7, sigma: 1 },
    ],
    ['categorical, named', 'beta', { distribution: 'categorical', values: [1, 4] }, [], { kind: 'values' }],
    ['constant, named', 'beta', { distribution: 'constant', value: 4 }, [], { kind: 'value' }],
    [
      'categorical_w_probabilities',
      'beta',
      { distribution: 'categorical_w_probabilities', values: [1, 4], probabilities: [0.1, 0.9] },
      [],
      { kind: 'values', probabilities: [0.1, 0.9] },
    ],
  ])('%s', (_what, key, space, reals, expected) => {
    const paths = reals.map((end) => `parameters.${key}.${end}`);
    expect(readSpace(key, space, paths)).toMatchObject(expected);
  });
});

it('takes -0 for 0', () => {
  expect(readSpace('beta', { distribution: 'log_normal', mu: -0, sigma: 0.1 })).toMatchObject({ mu: 0 });
});

describe('a W&B file', () => {
  it('is read with what says nothing to Laten named', () => {
    const { notices } = read({
      ...grid,
      program: 'train.py',
      project: 'vae',
      command: ['python'],
      entity: 'me',
    });
    expect(notices.map(asLine).toSorted()).toEqual([
      'command: command has no effect. Laten trains its own models.',
      'entity: entity has no effect. Laten has no accounts yet.',
      'program: program has no effect. Laten trains its own models.',
      'project: project has no effect. Laten has experiments: choose one when you launch.',
    ]);
  });

  it('is told of exponents, which are easily taken for values', () => {
    const parameters = { learningRate: { distribution: 'log_uniform', min: 0.0001, max: 0.1 } };
    expect(read({ ...random, parameters }).notices.map(asLine)).toEqual([
      'parameters.learningRate: log_uniform takes natural exponents, as in W&B: its values are 1 … 1.105. log_uniform_values takes values.',
    ]);
  });

  it('is told that more draws than points repeat some', () => {
    const few = { parameters: { batchSize: { values: [64, 128, 256] } } };
    expect(read({ ...random, ...few, run_cap: 12 }).notices.map(asLine)).toEqual([
      expect.stringMatching(
        /^run_cap: 12 draws of a space with 3 points: some trials repeat others\. method: grid/,
      ),
    ]);
    expect(read({ ...random, ...few, run_cap: 3 }).notices).toEqual([]);
  });

  it('is told that a grid leaves out the end of q_uniform', () => {
    const parameters = { batchSize: { distribution: 'q_uniform', min: 32, max: 128, q: 32 } };
    expect(read({ ...grid, parameters }).notices.map(asLine)).toEqual([
      'parameters.batchSize: A grid steps from min and leaves max out, as in W&B: its last value is 96.',
    ]);
  });
});
