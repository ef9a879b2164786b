import { describe, expect, it } from 'vitest';
import { describeFields, differingKeys, presetOverrides } from './describe-fields.ts';
import { resolveConfig } from './resolve-config.ts';
import { type ConfigKey, configKeys } from './run-config.ts';

const fields = new Map(describeFields().map((field) => [field.key, field]));

describe('describeFields', () => {
  it('describes every key, in order', () => {
    expect([...fields.keys()]).toEqual(configKeys);
    for (const field of fields.values()) expect(field.description, field.key).not.toBe('');
  });

  it.each([
    ['latentDim', { kind: 'integer', unit: 'dimensions', min: 1, max: 1024, word: null, built: true }],
    ['beta', { kind: 'number', unit: null, min: 0, max: 1e6, built: true }],
    ['limit', { kind: 'integer', unit: 'images', min: 1, max: null, word: 'all', built: true }],
    ['validation', { kind: 'integer', min: 1, max: null, word: 'test', built: true }],
    ['encoderFilters', { kind: 'layers', min: 1, max: 8192, built: true }],
    ['deterministic', { kind: 'switch', min: null, max: null, built: true }],
    ['dataset', { kind: 'text', choices: [], built: true }],
    ['architecture', { kind: 'choice', choices: ['conv', 'mlp'], built: true }],
    ['preset', { kind: 'choice', choices: ['fashion-mnist-conv', 'mlp', 'tiny'], built: true }],
  ] as const)('%s', (key, expected) => expect(fields.get(key)).toMatchObject(expected));

  it.each(['variant', 'likelihood', 'optimizer', 'betaWarmupEpochs', 'freeBits'] as const)(
    'says that %s is not yet built',
    (key) => expect(fields.get(key)?.built).toBe(false),
  );
});

describe('differingKeys', () => {
  const base = resolveConfig({ defaultThreads: 2 });

  it.each<[object, ConfigKey[]]>([
    [{}, []],
    [{ seed: 2, latentDim: 3 }, ['latentDim', 'seed']],
    [{ encoderFilters: [32, 64, 64] }, []],
    [{ limit: 100 }, ['limit']],
  ])('%o', (overrides, keys) => {
    expect(differingKeys(resolveConfig({ overrides, defaultThreads: 2 }), base)).toEqual(keys);
  });
});

describe('presetOverrides', () => {
  it('lays over the preset to the same config again', () => {
    const config = resolveConfig({
      preset: 'mlp',
      overrides: { denseUnits: [200], beta: 4 },
      defaultThreads: 3,
    });
    expect(presetOverrides(config)).toEqual({ beta: 4, denseUnits: [200], threads: 3 });
    expect(resolveConfig({ preset: 'mlp', overrides: presetOverrides(config), defaultThreads: 1 })).toEqual(
      config,
    );
  });

  it('holds the whole config when this Laten does not know its preset', () => {
    const config = { ...resolveConfig({ defaultThreads: 1 }), preset: 'of-another-day' };
    expect(Object.keys(presetOverrides(config))).toEqual(configKeys.filter((key) => key !== 'preset'));
  });
});
