import { describe, expect, it } from 'vitest';
import { configHash } from './config-hash.ts';
import { presetNames, presets } from './presets.ts';
import { parseAssignment, resolveConfig } from './resolve-config.ts';
import { configKeys, runConfigSchema } from './run-config.ts';
import { upgradeConfig } from './upgrade-config.ts';

const resolve = (overrides = {}, preset?: string) => resolveConfig({ preset, overrides, defaultThreads: 2 });

describe('presets', () => {
  it.each(presetNames)('%s is valid and names itself', (preset) => {
    expect(resolve({}, preset)).toMatchObject({ preset, threads: 2 });
  });

  it('the reference is the model of the design: filters, optimiser and batch', () => {
    expect(presets['fashion-mnist-conv']).toMatchObject({
      encoderFilters: [32, 64, 64],
      decoderFilters: [64, 32],
      learningRate: 1e-3,
      batchSize: 128,
      latentDim: 2,
      validation: 'test',
    });
  });
});

describe('resolveConfig', () => {
  it('lays overrides over the preset', () => {
    expect(resolve({ latentDim: 16, beta: 4 })).toMatchObject({ latentDim: 16, beta: 4, batchSize: 128 });
  });

  it('takes as many images as there are, and any number of those of a folder, which only the trainer can count', () => {
    expect(resolve({ limit: 55_000, validation: 5_000 }).limit).toBe(55_000);
    expect(resolve({ dataset: './mine', limit: 90_000 }).limit).toBe(90_000);
  });

  it('takes one thread for a deterministic run', () => {
    expect(resolve({ deterministic: true }).threads).toBe(1);
    expect(() => resolve({ deterministic: true, threads: 2 })).toThrow(/threads: 2 .*most is 1/);
  });

  it.each([
    [{ latentDim: 0 }, /latentDim: 0 is refused\. The least is 1/],
    [{ latentDim: 2.5 }, /latentDim: 2\.5 is refused/],
    [{ learningRate: 100 }, /learningRate: 100 is refused\. The most is 10/],
    [{ epochs: Number.NaN }, /epochs/],
    [{ encoderFilters: [] }, /encoderFilters: \[\] is refused/],
    [
      { limit: 60_001 },
      /limit: 60001 is refused\. fashion-mnist has 60000 training images: that is the most/,
    ],
    [
      { limit: 55_001, validation: 5_000 },
      /limit: 55001 .* has 55000 training images after validation=5000 are held out/,
    ],
    [{ validation: 60_000 }, /validation: 60000 is refused\. .* the most is 59999/],
    [{ encoderFilters: [8, 8], decoderFilters: [] }, /one entry fewer than encoderFilters \(1\)/],
    [{ latentdim: 3 }, /"latentdim" is not a config key; did you mean "latentDim"\?/],
    [{ validation: 'train' }, /"test" or a whole number/],
  ])('refuses %o with the value and the limit', (overrides, message) => {
    expect(() => resolve(overrides)).toThrow(message);
  });

  it('says each problem with its key, so that a form can show it at the field', () => {
    const overrides = { latentDim: 0, encoderFilters: [32, 0, 64] };
    expect(() => resolve(overrides)).toThrow(
      expect.objectContaining({
        message:
          'latentDim: 0 is refused. The least is 1.\nencoderFilters: 0 at place 2 is refused. The least is 1.',
        issues: [
          { key: 'latentDim', message: '0 is refused. The least is 1.' },
          { key: 'encoderFilters', message: '0 at place 2 is refused. The least is 1.' },
        ],
      }),
    );
    expect(() => resolve({ deterministic: true, threads: 2 })).toThrow(
      expect.objectContaining({
        issues: [{ key: 'threads', message: '2 is refused with deterministic=true. The most is 1.' }],
      }),
    );
  });

  it('names the presets when one is unknown', () => {
    expect(() => resolve({}, 'fashion-mnist')).toThrow(
      /"fashion-mnist" is unknown.*fashion-mnist-conv, mlp, tiny/,
    );
  });

  it.each([
    [{ likelihood: 'gaussian' }, 'likelihood=gaussian'],
    [{ variant: 'vq-vae' }, 'variant=vq-vae'],
    [{ optimizer: 'sgd' }, 'optimizer=sgd'],
    [{ betaWarmupEpochs: 5 }, 'betaWarmupEpochs=5'],
    [{ freeBits: 0.5 }, 'freeBits=0.5'],
  ])('says "not yet" to %o instead of ignoring it', (overrides, setting) => {
    expect(() => resolve(overrides)).toThrow(`${setting} is not yet built`);
    expect(() => resolve(overrides)).toThrow(expect.objectContaining({ code: 'NOT_YET_BUILT' }));
  });
});

describe('parseAssignment', () => {
  it.each([
    ['latentDim=16', { latentDim: 16 }],
    ['beta=0.5', { beta: 0.5 }],
    ['learningRate=1e-4', { learningRate: 1e-4 }],
    ['limit=none', { limit: null }],
    ['limit=all', { limit: null }],
    ['validation=test', { validation: 'test' }],
    ['validation=5000', { validation: 5000 }],
    ['deterministic=true', { deterministic: true }],
    ['encoderFilters=[8,16]', { encoderFilters: [8, 16] }],
    ['encoderFilters=8,16,16', { encoderFilters: [8, 16, 16] }],
    ['denseUnits=400', { denseUnits: [400] }],
    ['dataset=./my data', { dataset: './my data' }],
    ['dataset=2024', { dataset: '2024' }],
  ])('%s', (text, expected) => {
    expect(parseAssignment(text)).toEqual(expected);
  });

  it.each([
    ['latentDim', /expected key=value/],
    ['latentDim=many', /latentDim: "many" is refused/],
    ['latentDim=0', /latentDim: "0" is refused\. The least is 1/],
    ['batchsize=3', /did you mean "batchSize"/],
    ['likelihood=poisson', /Allowed: bernoulli/],
  ])('refuses %s', (text, message) => {
    expect(() => parseAssignment(text)).toThrow(message);
  });
});

describe('configHash', () => {
  it('is the same for another seed and other threads, and for no other change', async () => {
    const base = await configHash(resolve());
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    expect(await configHash(resolve({ seed: 2, threads: 1 }))).toBe(base);
    const others: Record<string, unknown> = {
      latentDim: 3,
      beta: 2,
      epochs: 11,
      limit: 10,
      validation: 5000,
    };
    for (const [key, value] of Object.entries(others)) {
      expect(await configHash(resolve({ [key]: value })), key).not.toBe(base);
    }
  });
});

describe('stored configs', () => {
  it('are read back by their version; one of a newer Laten is refused', () => {
    const config = resolve();
    expect(upgradeConfig({ configVersion: 1, config })).toEqual(config);
    expect(() => upgradeConfig({ configVersion: 99, config })).toThrow(/version 99.*Update Laten/);
  });

  it('have a description for every key, so that forms and help can show one', () => {
    for (const key of configKeys) expect(runConfigSchema.shape[key].description, key).toBeTruthy();
  });
});
