import type { RecentThroughput } from '@laten/db';
import { type ConfigOverrides, resolveConfig } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { estimateSweep } from './estimate-sweep.ts';

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

describe('how long a sweep takes', () => {
  it('is the sum of its trials over how many train at once', () => {
    const configs = [config(), config(), config(), config()];
    // Two epochs of 1,000 images at 500 a second, and a second beside each.
    expect(estimateSweep(configs, { recent: [run()], concurrency: 1 })?.durationMs).toBe(24_000);
    expect(estimateSweep(configs, { recent: [run()], concurrency: 2 })?.durationMs).toBe(12_000);
  });

  it('is not shorter than its longest trial', () => {
    const configs = [config(), config({ epochs: 20 })];
    expect(estimateSweep(configs, { recent: [run()], concurrency: 8 })?.durationMs).toBe(60_000);
  });

  it('goes by the runs most alike, and by their median', () => {
    const recent = [
      run({ preset: 'mlp', imagesPerSecond: 9_000 }),
      run({ threads: 2, imagesPerSecond: 900 }),
      run({ latentDim: 16, imagesPerSecond: 400 }),
      run({ imagesPerSecond: 10 }),
      run({ imagesPerSecond: 500 }),
      run({ imagesPerSecond: 700 }),
      run({ imagesPerSecond: 5_000 }),
    ];
    expect(estimateSweep([config()], { recent, concurrency: 1 })?.imagesPerSecond).toBe(500);
    expect(estimateSweep([config({ latentDim: 16 })], { recent, concurrency: 1 })?.imagesPerSecond).toBe(400);
    expect(estimateSweep([config({ threads: 2 })], { recent, concurrency: 1 })?.imagesPerSecond).toBe(900);
  });

  it('counts all images without those held out', () => {
    const all = config({ limit: null, validation: 5_000, epochs: 1 });
    expect(estimateSweep([all], { recent: [run()], concurrency: 1 })?.durationMs).toBe(111_000);
  });

  it('is not guessed', () => {
    expect(estimateSweep([config()], { recent: [], concurrency: 1 })).toBeNull();
    expect(estimateSweep([config()], { recent: [run({ preset: 'tiny' })], concurrency: 1 })).toBeNull();
    const folder = config({ dataset: '/images', limit: null });
    expect(estimateSweep([config(), folder], { recent: [run()], concurrency: 1 })).toBeNull();
  });
});
