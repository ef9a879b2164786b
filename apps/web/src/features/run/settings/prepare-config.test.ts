import { type ConfigOverrides, configKeys, parseAssignment, resolveConfig } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { prepareConfig, writeCommandLine } from './prepare-config.ts';

const resolve = (overrides: ConfigOverrides = {}, preset = 'fashion-mnist-conv') =>
  resolveConfig({ preset, overrides, defaultThreads: 2 });

describe('prepareConfig', () => {
  it('puts first what differs from the preset, and says what the preset has', () => {
    const { differing, same } = prepareConfig(resolve({ latentDim: 16, limit: 6_000 }));
    expect(differing.map(({ name, value, presetValue }) => [name, value, presetValue])).toEqual([
      ['latentDim', '16', '2'],
      ['limit', '6,000', 'all'],
    ]);
    expect(differing.length + same.length).toBe(configKeys.length);
  });

  it('does not call the threads of a machine a difference', () => {
    expect(prepareConfig({ ...resolve(), threads: 7 }).differing).toEqual([]);
  });

  it('shows a config whose preset is no longer known', () => {
    expect(prepareConfig({ ...resolve(), preset: 'gone' })).toMatchObject({
      differing: [],
      same: expect.objectContaining({ length: configKeys.length }),
    });
  });
});

describe('writeCommandLine', () => {
  it('is short for a preset as it is', () => {
    expect(writeCommandLine(resolve())).toBe('./laten train --preset fashion-mnist-conv');
  });

  it('quotes what a shell would read', () => {
    expect(writeCommandLine({ ...resolve(), dataset: "/my images/it's" })).toContain(
      `--set 'dataset=/my images/it'\\''s'`,
    );
  });

  it.each([
    resolve({ latentDim: 16, beta: 0.5, seed: 7 }),
    resolve({ encoderFilters: [8, 16], decoderFilters: [8], learningRate: 3e-4 }),
    resolve({ denseUnits: [200], validation: 5_000 }, 'mlp'),
    resolve({ limit: null, deterministic: true, threads: 1 }, 'tiny'),
  ])('starts a run of the same config, case %#', (config) => {
    const words = writeCommandLine(config).replaceAll("'", '').split(' ');
    const assigned = words.filter((_, i) => words[i - 1] === '--set').map(parseAssignment);
    expect(
      resolveConfig({
        preset: words[words.indexOf('--preset') + 1],
        overrides: Object.assign({}, ...assigned),
        defaultThreads: config.threads,
      }),
    ).toEqual(config);
  });
});
