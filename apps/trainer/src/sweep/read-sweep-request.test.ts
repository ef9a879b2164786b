import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LatenError, type RunConfig } from '@laten/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSweepRequest } from './read-sweep-request.ts';
import type { SweepFlags } from './sweep-flags.ts';

const examples = fileURLToPath(new URL('../../../../sweeps/', import.meta.url));
const example = (name: string) => readSweepRequest(path.join(examples, name), { set: [] });
const flags = (all: Partial<SweepFlags>) => readSweepRequest(undefined, { set: [], ...all });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'laten-sweep-request-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The words that a file is refused with, without its folder. */
async function refusalOf(text: string, over: Partial<SweepFlags> = {}): Promise<string> {
  const file = path.join(folder, 'mine.yaml');
  await writeFile(file, text);
  const error = await readSweepRequest(file, { set: [], ...over }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LatenError);
  return (error as LatenError).message.replaceAll(`${folder}${path.sep}`, '');
}

describe('the examples', () => {
  /** Images that all trials pass through, on the validation images too. */
  const work = (configs: readonly RunConfig[]) =>
    configs.reduce(
      (sum, { epochs, limit, validation }) => sum + epochs * (Number(limit) + Number(validation) / 3),
      0,
    );

  it.each([
    ['beta.yaml', 12, ['beta', 'seed']],
    ['beta-latent.yaml', 12, ['beta', 'latentDim']],
    ['learning-rate.yaml', 12, ['batchSize', 'learningRate']],
  ])('%s has %i trials over %j, holds images out, and takes about 10 minutes', async (name, count, keys) => {
    const { spec, trials, notices } = await example(name);
    expect(trials).toHaveLength(count);
    expect(Object.keys(trials[0]?.parameters ?? {}).toSorted()).toEqual(keys);
    expect(spec.metric).toEqual({ name: 'val_nelbo', goal: 'minimize' });
    expect(notices).toEqual([]);
    const configs = trials.map(({ config }) => config);
    expect(new Set(configs.map(({ validation }) => validation))).toEqual(new Set([5_000]));
    // At 1,000 images a second in all, and three times as many where nothing is learned.
    const minutes = work(configs) / 1_000 / 60;
    expect(minutes).toBeGreaterThan(5);
    expect(minutes).toBeLessThan(16);
  });

  it('learning-rate.yaml draws within its range, evenly by order of magnitude', async () => {
    const { trials } = await example('learning-rate.yaml');
    const rates = trials.map(({ config }) => config.learningRate);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(1e-4);
    expect(Math.max(...rates)).toBeLessThanOrEqual(1e-2);
    expect(rates.filter((rate) => rate < 1e-3).length).toBeGreaterThanOrEqual(3);
  });
});

describe('a request', () => {
  it('has every value with every other, and every seed', async () => {
    const { spec, trials } = await flags({
      set: ['preset=mlp', 'beta=0.5,1,2,4', 'latentDim=2,8,16'],
      seeds: '3',
      epochs: '3',
      limit: '6000',
    });
    expect(trials).toHaveLength(36);
    expect(spec.name).toBe('beta × latentDim grid');
    expect(trials[35]?.config).toMatchObject({
      preset: 'mlp',
      beta: 4,
      latentDim: 16,
      seed: 3,
      epochs: 3,
      limit: 6_000,
      threads: 1,
    });
  });

  it('begins its seeds where it is told to', async () => {
    const { trials } = await flags({ set: ['seed=7', 'beta=1,2'], seeds: '2' });
    expect(trials.map(({ config }) => config.seed)).toEqual([7, 7, 8, 8]);
  });

  it('draws from a range', async () => {
    const { spec, trials } = await flags({ set: ['learningRate=1e-4..1e-2'], trials: '5' });
    expect(spec.method).toBe('random');
    expect(trials).toHaveLength(5);
  });

  it('lays flags over a file', async () => {
    const { spec, trials, overriding } = await readSweepRequest(path.join(examples, 'beta.yaml'), {
      set: ['latentDim=2'],
      seeds: '1',
      limit: '64',
    });
    expect(trials).toHaveLength(4);
    expect(spec.base.overrides).toMatchObject({ latentDim: 2, limit: 64, validation: 5_000 });
    expect(overriding).toEqual(['--seeds 1', '--set latentDim=2', '--limit 64']);
  });
});

describe('what is refused', () => {
  it('is said all at once, each with its line', async () => {
    const message = await refusalOf(
      'method: grid\nparameters:\n  beta:\n    min: 4\n    max: 1\n  latentdim: {values: [2]}\nrun_cp: 3\nmetric: {name: val_neblo}\n',
    );
    const lines = [...message.matchAll(/^mine\.yaml:(\d+)/gm)].map(([, line]) => Number(line));
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(message).toMatch(/^mine\.yaml:\d+:\d+ {2}parameters\.beta.*\n.*\n +\| +\^/m);
    expect(message).toContain('mine.yaml:6:3  parameters.latentdim:');
    expect(message).toContain('did you mean "latentDim"');
    expect(message).toContain('mine.yaml:7:1  run_cp:');
    expect(message).toContain('mine.yaml:8:10  metric.name: No trial logs "val_neblo"');
  });

  it.each<[string, string, Partial<SweepFlags>, RegExp]>([
    [
      'a value that the config refuses',
      'method: grid\nparameters:\n  beta: {values: [1, -1]}\n',
      {},
      /mine\.yaml:3:22 {2}parameters\.beta\.values, place 2: .*-1/,
    ],
    [
      'a value that only some configs refuse',
      'method: grid\nparameters:\n  architecture: {values: [conv, mlp]}\n',
      {},
      /mine\.yaml:\d+.*denseUnits/,
    ],
    [
      'a grid over a range',
      'method: grid\nparameters:\n  beta: {min: 0.5, max: 4.0}\n',
      {},
      /mine\.yaml:3:\d+ {2}parameters\.beta/,
    ],
    [
      'early_terminate',
      'method: grid\nearly_terminate: {type: hyperband}\nparameters:\n  beta: {values: [1, 2]}\n',
      {},
      /mine\.yaml:2:1 {2}early_terminate: .*not supported/,
    ],
    [
      'bayes',
      'method: bayes\nparameters:\n  beta: {values: [1, 2]}\n',
      {},
      /mine\.yaml:1:1 {2}method: bayes is not supported/,
    ],
    [
      'more trials than the limit',
      'method: grid\nparameters:\n  beta: {values: [1, 2]}\n',
      { seeds: '1000', set: ['latentDim=1,2,3,4,5,6'] },
      /12,000 trials.*The most is 10,000/,
    ],
    [
      'a flag over a file',
      'method: grid\nparameters:\n  beta: {values: [1, 2]}\n',
      { seeds: 'many' },
      /^--seeds many: /,
    ],
  ])('%s', async (_what, text, over, message) => {
    expect(await refusalOf(text, over)).toMatch(message);
  });

  it('names flags where there is no file', async () => {
    await expect(flags({ set: ['beta=0.5..4'] })).rejects.toThrow(/^--trials: /);
    await expect(flags({ set: ['beta=4..0.5'], trials: '3' })).rejects.toThrow(/^--set beta=4\.\.0\.5: /);
    await expect(flags({ set: ['beta=1,2'], metric: 'loss_val' })).rejects.toThrow(
      /^--metric loss_val: No trial logs/,
    );
    await expect(flags({ set: ['beta=1,2'], labels: 'gpu,a b' })).rejects.toThrow(/^--labels gpu,a b: /);
    await expect(flags({ set: ['latentDim=2'] })).rejects.toThrow(/^--set: Nothing is searched/);
  });

  it('tells of what has no effect', async () => {
    const file = path.join(folder, 'wandb.yaml');
    await writeFile(file, 'program: train.py\nmethod: grid\nparameters:\n  beta:\n    values: [1, 2]\n');
    const { notices } = await readSweepRequest(file, { set: [] });
    expect(notices).toEqual([expect.stringContaining('wandb.yaml:1:1  program: program has no effect')]);
  });
});
