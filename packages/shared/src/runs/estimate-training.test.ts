import { describe, expect, it } from 'vitest';
import { type ConfigOverrides, resolveConfig } from '../config/resolve-config.ts';
import { countEpochImages } from '../datasets/count-images.ts';
import { estimateSweep, estimateTraining, groupWork, type RecentThroughput } from './estimate-training.ts';

const config = (overrides: ConfigOverrides = {}) =>
  resolveConfig({ overrides: { epochs: 2, limit: 1_000, ...overrides }, defaultThreads: 1 });
const run = (values: Partial<RecentThroughput> = {}): RecentThroughput => ({
  preset: 'fashion-mnist-conv',
  latentDim: 2,
  threads: 1,
  imagesPerSecond: 500,
  besidesMsPerEpoch: 1_000,
  ...values,
});

describe('the images of an epoch', () => {
  it.each<[ConfigOverrides, number | null]>([
    [{ limit: null }, 60_000],
    [{ limit: 2_000 }, 2_000],
    [{ limit: null, validation: 5_000 }, 55_000],
    [{ limit: 55_000, validation: 5_000 }, 55_000],
    [{ limit: null, dataset: './mine' }, null],
    [{ limit: 500, dataset: './mine' }, 500],
  ])('%o', (overrides, images) => expect(countEpochImages(config(overrides))).toBe(images));
});

describe('how long a training takes', () => {
  const speedOf = (overrides: ConfigOverrides, recent: RecentThroughput[]) => {
    const estimate = estimateTraining(config(overrides), recent);
    return 'unknown' in estimate ? estimate.unknown : estimate.imagesPerSecond;
  };

  it('goes by the three newest runs most alike, and by their median', () => {
    const recent = [
      run({ preset: 'mlp', imagesPerSecond: 9_000 }),
      run({ threads: 2, imagesPerSecond: 900 }),
      run({ latentDim: 16, imagesPerSecond: 400 }),
      run({ imagesPerSecond: 10 }),
      run({ imagesPerSecond: 500 }),
      run({ imagesPerSecond: 700 }),
      run({ imagesPerSecond: 5_000 }),
    ];
    expect(speedOf({}, recent)).toBe(500);
    expect(speedOf({ latentDim: 16 }, recent)).toBe(400);
    expect(speedOf({ threads: 2 }, recent)).toBe(900);
  });

  it('reckons with fewer or more threads than the runs had', () => {
    expect(speedOf({ threads: 2 }, [run()])).toBeCloseTo(500 * 1.741, 0);
    expect(speedOf({}, [run({ threads: 2 })])).toBeCloseTo(500 / 1.741, 0);
  });

  it('counts what the epochs take besides their steps', () => {
    expect(estimateTraining(config(), [run()])).toEqual({
      durationMs: 2 * (2_000 + 1_000),
      images: 1_000,
      imagesPerSecond: 500,
      runs: 1,
    });
  });

  it('is not guessed', () => {
    expect(speedOf({}, [])).toBe('speed');
    expect(speedOf({}, [run({ preset: 'tiny' })])).toBe('speed');
    expect(speedOf({ dataset: '/images', limit: null }, [run()])).toBe('images');
  });
});

describe('how long a sweep takes', () => {
  const durationOf = (configs: ReturnType<typeof config>[], concurrency: number) => {
    const estimate = estimateSweep(groupWork(configs), { recent: [run()], concurrency });
    return 'unknown' in estimate ? estimate.unknown : estimate.durationMs;
  };

  it('is the sum of its trials over how many train at once', () => {
    const configs = [config(), config({ beta: 2 }), config({ seed: 7 }), config()];
    expect(groupWork(configs).map(({ trials }) => trials)).toEqual([4]);
    expect(durationOf(configs, 1)).toBe(24_000);
    expect(durationOf(configs, 2)).toBe(12_000);
    expect(durationOf(configs, 0)).toBe(24_000);
  });

  it('is not shorter than its longest trial', () => {
    expect(durationOf([config(), config({ epochs: 20 })], 8)).toBe(60_000);
  });

  it('is unknown as soon as one of its trials is', () => {
    const folder = config({ dataset: '/images', limit: null });
    expect(durationOf([config(), folder], 1)).toBe('images');
  });
});
