import {
  countTrials,
  describeFields,
  readSweepSpec,
  resolveConfig,
  type SweepSpec,
  writeSweepFile,
} from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { listedRun } from '../../testing/runs.ts';
import { beginSweepDraft, type SweepOrigin } from './begin-sweep-draft.ts';
import { fieldOf, fixedField, presetText, type SweepDraft } from './sweep-draft.ts';
import { readPriority, writeSweepDraft } from './write-sweep-draft.ts';

const fields = describeFields();
const begin = (origin: SweepOrigin) => beginSweepDraft(origin, { experiment: 'default', fields });
const draft = (part: Partial<SweepDraft> = {}): SweepDraft => ({ ...begin({ kind: 'new' }), ...part });
const list = (text: string) => ({ ...fixedField(''), mode: 'list', list: text }) as const;
const read = (one: SweepDraft) => {
  const { file, issues } = writeSweepDraft(one);
  expect(issues).toEqual([]);
  return readSweepSpec(file, { defaultThreads: 1 }).spec;
};

describe('a new sweep', () => {
  it('begins as one: some values of beta, compared on images held out', () => {
    const spec = read(begin({ kind: 'new' }));
    expect(spec).toMatchObject({ base: { preset: 'fashion-mnist-conv', overrides: { validation: 5000 } } });
    expect(countTrials(spec)).toBe(4);
  });
});

describe('writeSweepDraft', () => {
  it('writes lists as parameters, and what is fixed and not the preset’s as the base', () => {
    const { file } = writeSweepDraft(
      draft({
        fields: {
          preset: fixedField('tiny'),
          beta: list('0.5, 1,2'),
          epochs: fixedField('3'),
          batchSize: fixedField('32'),
          encoderFilters: list('32, 64; 16,32'),
          limit: list('500, all'),
        },
        seeds: '3',
        labels: ['gpu'],
      }),
    );
    expect(file).toEqual({
      method: 'grid',
      metric: { name: 'val_nelbo', goal: 'minimize' },
      seeds: 3,
      base: { preset: 'tiny', epochs: 3 },
      parameters: {
        beta: { values: [0.5, 1, 2] },
        encoderFilters: {
          values: [
            [32, 64],
            [16, 32],
          ],
        },
        limit: { values: [500, null] },
      },
      labels: ['gpu'],
      retries: { failed: 1, lost: 3 },
    });
  });

  it.each([
    [
      { distribution: 'log_uniform_values', from: '0.1', to: '10' },
      { min: 0.1, max: 10 },
    ],
    [
      { distribution: 'q_uniform', from: '1', to: '8', step: '1' },
      { min: 1, max: 8, q: 1 },
    ],
    [
      { distribution: 'normal', from: '4', to: '0.5' },
      { mu: 4, sigma: 0.5 },
    ],
  ] as const)('writes the range %o', (typed, written) => {
    const beta = { ...fixedField('1'), ...typed, mode: 'range' } as const;
    const { file } = writeSweepDraft(draft({ method: 'random', runCap: '5', fields: { beta } }));
    expect(file.parameters).toEqual({ beta: { distribution: typed.distribution, ...written } });
    expect(file).toMatchObject({ run_cap: 5, search_seed: 1 });
  });

  it.each<[string, Partial<SweepDraft>, (string | number)[], RegExp]>([
    ['a listed value', { fields: { beta: list('1, much') } }, ['parameters', 'beta', 'values', 1], /much/],
    ['a fixed value', { fields: { beta: fixedField('') } }, ['base', 'beta'], /Give a value/],
    [
      'an end of a range',
      { fields: { beta: { ...fixedField('1'), mode: 'range', from: 'low', to: '2' } } },
      ['parameters', 'beta', 'min'],
      /"low" is no number/,
    ],
    ['the number of seeds', { seeds: 'three' }, ['seeds'], /"three" is no number/],
    ['the priority', { priority: '101' }, ['priority'], /-100 to 100/],
    ['the experiment', { experiment: ' ' }, ['experiment'], /Give a value/],
  ])('says of %s that it cannot be read', (_what, part, path, sentence) => {
    expect(writeSweepDraft(draft(part)).issues).toEqual([{ path, message: expect.stringMatching(sentence) }]);
  });

  it('lets each listed preset have its own settings', () => {
    const one = draft({ fields: { preset: list('fashion-mnist-conv, tiny') } });
    expect(presetText(one, 'batchSize')).toBe('');
    expect(presetText(one, 'beta')).toBe('1');
    const spec = read({ ...one, fields: { ...one.fields, batchSize: fieldOf(one, 'batchSize') } });
    expect(spec).toMatchObject({
      base: { preset: 'fashion-mnist-conv', overrides: {} },
      parameters: { preset: { values: ['fashion-mnist-conv', 'tiny'] } },
    });
  });
});

describe('a clone', () => {
  const spec: SweepSpec = readSweepSpec(
    {
      name: 'wide',
      method: 'random',
      run_cap: 12,
      metric: { name: 'val_nelbo', goal: 'minimize' },
      seeds: 2,
      search_seed: 7,
      base: { preset: 'mlp', epochs: 3, limit: 600, validation: 500 },
      parameters: {
        beta: { distribution: 'log_uniform_values', min: 0.1, max: 10 },
        latentDim: { values: [2, 8], probabilities: [0.25, 0.75] },
        learningRate: { distribution: 'q_log_normal', mu: -7, sigma: 0.5, q: 1e-6 },
        denseUnits: { values: [[400], [200, 100]] },
        batchSize: { value: 64 },
      },
      labels: ['gpu', 'lab2'],
      retries: { failed: 0, lost: 5 },
    },
    { defaultThreads: 1 },
  ).spec;
  const sweep = { id: 'a'.repeat(16), name: 'wide', experiment: 'homework', note: 'n', priority: 5, spec };

  it('is the sweep that it comes from, under another name', () => {
    const cloned = read(begin({ kind: 'clone', sweep }));
    const { batchSize, ...swept } = spec.parameters;
    expect(batchSize).toEqual({ kind: 'value', value: 64 });
    expect(cloned).toEqual({
      ...spec,
      name: cloned.name,
      parameters: swept,
      base: { ...spec.base, overrides: { ...spec.base.overrides, batchSize: 64 } },
    });
    expect(countTrials(cloned)).toBe(24);
    expect(readSweepSpec(writeSweepFile(cloned), { defaultThreads: 1 }).spec).toEqual(cloned);
  });

  it('keeps its experiment, note and priority', () => {
    const begun = begin({ kind: 'clone', sweep });
    expect(begun).toMatchObject({ experiment: 'homework', note: 'n', name: '' });
    expect(readPriority(begun)).toBe(5);
  });
});

describe('a sweep around a run', () => {
  it('is the run’s config, with lists around beta, latentDim and learningRate, and no threads of its', () => {
    const config = resolveConfig({
      preset: 'mlp',
      overrides: { beta: 4, latentDim: 8, epochs: 2, threads: 2 },
      defaultThreads: 2,
    });
    const spec = read(begin({ kind: 'around', run: listedRun({ config }) }));
    expect(spec.base).toEqual({ preset: 'mlp', overrides: { epochs: 2 } });
    expect(spec.parameters).toEqual({
      beta: { kind: 'values', values: [2, 4, 8] },
      latentDim: { kind: 'values', values: [4, 8, 16] },
      learningRate: { kind: 'values', values: [0.0005, 0.001, 0.002] },
    });
    expect(countTrials(spec)).toBe(27);
  });
});
