import { type RecentThroughput, resolveConfig } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { describeEstimate } from './describe-estimate.ts';

const config = (overrides = {}) =>
  resolveConfig({ overrides: { epochs: 5, ...overrides }, defaultThreads: 2 });
const run = (imagesPerSecond: number, overrides: Partial<RecentThroughput> = {}): RecentThroughput => ({
  preset: 'fashion-mnist-conv',
  latentDim: 2,
  threads: 2,
  imagesPerSecond,
  besidesMsPerEpoch: 0,
  ...overrides,
});

describe('describeEstimate', () => {
  it.each<[string, object, RecentThroughput[], string]>([
    [
      'the median of the last three like it',
      {},
      [run(1000), run(1250), run(1300), run(9000)],
      '≈ 4 min with evaluation: 60,000 images × 5 epochs at 1,250 images/s, as in your last 3 runs',
    ],
    [
      'one run',
      {},
      [run(1000)],
      '≈ 5 min with evaluation: 60,000 images × 5 epochs at 1,000 images/s, as in your last run',
    ],
    [
      'what the epochs take besides their steps',
      {},
      [run(1000, { besidesMsPerEpoch: 12_000 })],
      '≈ 6 min with evaluation: 60,000 images × 5 epochs at 1,000 images/s, as in your last run',
    ],
    [
      'the same latent size before another',
      { latentDim: 16 },
      [run(1000), run(500, { latentDim: 16 })],
      '≈ 10 min with evaluation: 60,000 images × 5 epochs at 500 images/s, as in your last run',
    ],
    [
      'another latent size before nothing',
      { latentDim: 16 },
      [run(1000)],
      '≈ 5 min with evaluation: 60,000 images × 5 epochs at 1,000 images/s, as in your last run',
    ],
    [
      'a short one to the second',
      { limit: 50_000 },
      [run(3000)],
      '≈ 1 min 23 s with evaluation: 50,000 images × 5 epochs at 3,000 images/s, as in your last run',
    ],
    [
      'a long one',
      {},
      [run(50)],
      '≈ 1 h 40 min with evaluation: 60,000 images × 5 epochs at 50 images/s, as in your last run',
    ],
    [
      'no run of this preset',
      {},
      [run(1000, { preset: 'tiny' })],
      'Time not known yet: no run of fashion-mnist-conv has finished here.',
    ],
    [
      'a folder that only the trainer can count',
      { dataset: './mine' },
      [run(1000)],
      'Time not known: the images of this folder are counted when training begins.',
    ],
  ])('%s', (_name, overrides, recent, text) => {
    expect(describeEstimate(config(overrides), recent)).toBe(text);
  });
});
