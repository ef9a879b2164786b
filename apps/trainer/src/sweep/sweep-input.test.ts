import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSweepText } from './parse-sweep-text.ts';
import type { SweepFlags } from './sweep-flags.ts';
import { buildSweepInput } from './sweep-input.ts';

const file = parseSweepText(
  'mine.yaml',
  `method: grid
seeds: 2
base: mlp
retries: 4
metric: {name: active_units, goal: maximize}
parameters:
  beta:
    values: [1, 2.0]
  epochs: {values: [1, 2]}
`,
);

const build = (flags: Partial<SweepFlags>, from = file) => buildSweepInput(from, { set: [], ...flags });
const alone = (...set: string[]) => buildSweepInput(null, { set });

describe('a command line alone', () => {
  it('puts one value into the base, and lists and ranges into the parameters', () => {
    const { value } = buildSweepInput(null, {
      set: ['preset=mlp', 'latentDim=2', 'seed=7', 'beta=1,2'],
      seeds: '3',
      epochs: '5',
      limit: '6000',
      deterministic: true,
      labels: 'gpu, lab2',
      retries: '0',
      name: '12',
    });
    expect(value).toEqual({
      method: 'grid',
      name: '12',
      seeds: 3,
      labels: ['gpu', 'lab2'],
      retries: { failed: 0 },
      base: { preset: 'mlp', latentDim: 2, seed: 7, epochs: 5, limit: 6000, deterministic: true },
      parameters: { beta: { values: [1, 2] } },
    });
  });

  it('is a random search when it has a range', () => {
    expect(alone('learningRate=1e-4..1e-2').value).toEqual({
      method: 'random',
      parameters: { learningRate: { distribution: 'log_uniform_values', min: 1e-4, max: 1e-2 } },
    });
    const grid = buildSweepInput(null, { set: ['beta=1..2'], method: 'grid' });
    expect(grid.value.method).toBe('grid');
  });

  it('names what is missing, or wrong, by its flag', () => {
    const { explain } = buildSweepInput(null, { set: ['beta=1..2', 'beta=4..2'], seeds: 'x' });
    expect(explain({ path: ['run_cap'], message: 'Say how many.' })).toBe('--trials: Say how many.');
    expect(explain({ path: ['parameters', 'beta', 'max'], message: 'Too small.' })).toBe(
      '--set beta=4..2: Too small.',
    );
    expect(explain({ path: ['seeds'], message: 'No number.' })).toBe('--seeds x: No number.');
    expect(explain({ path: ['parameters'], message: 'Nothing.' })).toBe('--set: Nothing.');
    expect(explain({ path: [], message: 'Nothing.' })).toBe('Nothing.');
  });

  it('takes a metric in its better direction', () => {
    expect(buildSweepInput(null, { set: ['beta=1,2'], metric: 'active_units' }).value.metric).toEqual({
      name: 'active_units',
      goal: 'maximize',
    });
  });

  it('names folders of images from where it is typed', () => {
    expect(alone('dataset=./mine').value.base).toEqual({ dataset: path.resolve('mine') });
    expect(alone('dataset=fashion-mnist,./mine').value.parameters).toEqual({
      dataset: { values: ['fashion-mnist', path.resolve('mine')] },
    });
  });

  it('asks for a file or something to vary, with examples', () => {
    expect(() => buildSweepInput(null, { set: [], seeds: '3' })).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining('./laten sweep sweeps/beta.yaml'),
      }),
    );
  });

  it('refuses to be told a key twice', () => {
    expect(() => buildSweepInput(null, { set: ['epochs=1,2'], epochs: '3' })).toThrow(
      /--epochs and --set epochs/,
    );
  });
});

describe('a command line over a file', () => {
  it('replaces what the file says, wherever it says it', () => {
    const { value, overriding } = build({
      set: ['beta=4'],
      epochs: '5',
      seeds: '3',
      retries: '0',
      limit: '10',
    });
    expect(value).toEqual({
      method: 'grid',
      seeds: 3,
      base: { preset: 'mlp', beta: 4, epochs: 5, limit: 10 },
      retries: { failed: 0 },
      metric: { name: 'active_units', goal: 'maximize' },
      parameters: {},
    });
    expect(overriding).toEqual(['--seeds 3', '--retries 0', '--set beta=4', '--epochs 5']);
    expect(build({ seeds: '2' }).overriding).toEqual([]);
  });

  it('leaves the file as it was', () => {
    build({ set: ['beta=4'] });
    expect(file.value.parameters).toHaveProperty('beta');
  });

  it('does not take the goal of another metric', () => {
    expect(build({ metric: 'val_nelbo' }).value.metric).toEqual({ name: 'val_nelbo', goal: 'minimize' });
    expect(build({ goal: 'minimize' }).value.metric).toEqual({ name: 'active_units', goal: 'minimize' });
  });

  it('quotes the line of the file, and else the flag', () => {
    const { explain } = build({ seeds: '3' });
    expect(explain({ path: ['parameters', 'beta', 'values', 1], message: '2 is refused.' })).toBe(
      [
        'mine.yaml:8:17  parameters.beta.values, place 2: 2 is refused.',
        '    8 |     values: [1, 2.0]',
        '      |                 ^',
      ].join('\n'),
    );
    expect(explain({ path: ['seeds'], message: 'Too many.' })).toBe('--seeds 3: Too many.');
    expect(explain({ path: [], message: 'No trial.' })).toBe('mine.yaml: No trial.');
  });

  it('knows which numbers the file writes as reals', () => {
    expect(build({}).isWrittenAsReal(['parameters', 'beta', 'values', 1])).toBe(true);
    expect(build({ set: ['beta=1,2'] }).isWrittenAsReal(['parameters', 'beta', 'values', 1])).toBe(false);
    expect(alone('beta=1,2').isWrittenAsReal(['parameters', 'beta', 'values', 1])).toBe(false);
  });

  it('leaves what is no mapping to be refused', () => {
    const odd = parseSweepText('odd.yaml', 'base: [mlp]\nparameters: 4\n');
    expect(build({ set: ['beta=1,2', 'seed=3'] }, odd).value).toEqual({ base: ['mlp'], parameters: 4 });
  });
});
