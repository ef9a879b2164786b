import { type RecentThroughput, readSweepSpec, type TrialWork } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { countWorkers, describeCount, describeSweepEstimate, listLabels } from './describe-plan.ts';

const lists = { beta: { values: [0.5, 1, 2, 4] }, latentDim: { values: [2, 8, 16] } };
const spec = (file: object) =>
  readSweepSpec({ method: 'grid', parameters: lists, ...file }, { defaultThreads: 1 }).spec;

describe('describeCount', () => {
  it.each<[object, { trials: number; points: number }, string]>([
    [{}, { trials: 12, points: 12 }, '12 trials: 4 beta × 3 latentDim'],
    [{ seeds: 3 }, { trials: 36, points: 12 }, '36 trials: 4 beta × 3 latentDim × 3 seeds'],
    [{ run_cap: 5 }, { trials: 5, points: 5 }, '5 trials: the first 5 of 4 beta × 3 latentDim'],
    [
      { method: 'random', run_cap: 20, seeds: 2 },
      { trials: 40, points: 20 },
      '40 trials: 20 draws × 2 seeds',
    ],
    [
      { parameters: { latentDim: { distribution: 'int_uniform', min: 2, max: 9 } } },
      { trials: 8, points: 8 },
      '8 trials: 8 latentDim',
    ],
    [{ parameters: { beta: { value: 2 }, latentDim: { values: [3] } } }, { trials: 1, points: 1 }, '1 trial'],
  ])('%o', (file, counts, text) => expect(describeCount(spec(file), counts)).toBe(text));
});

const work = (trials: number, config: Partial<TrialWork['config']> = {}): TrialWork => ({
  trials,
  config: {
    preset: 'mlp',
    dataset: 'fashion-mnist',
    latentDim: 2,
    threads: 1,
    limit: 6_000,
    validation: 'test',
    epochs: 10,
    ...config,
  },
});
const run = (part: Partial<RecentThroughput> = {}): RecentThroughput => ({
  preset: 'mlp',
  latentDim: 2,
  threads: 1,
  imagesPerSecond: 1_000,
  besidesMsPerEpoch: 0,
  ...part,
});

describe('describeSweepEstimate', () => {
  it.each<[string, TrialWork[], number, RecentThroughput[], string]>([
    ['one worker', [work(10)], 1, [run()], '≈ 10 min on 1 worker, from the speed of your last runs'],
    ['four workers', [work(40)], 4, [run()], '≈ 10 min on 4 workers, from the speed of your last runs'],
    [
      'no shorter than a trial',
      [work(2)],
      8,
      [run()],
      '≈ 1 min 00 s on 8 workers, from the speed of your last runs',
    ],
    [
      'trials of different length',
      [work(5), work(5, { epochs: 30 })],
      1,
      [run()],
      '≈ 20 min on 1 worker, from the speed of your last runs',
    ],
    [
      'fewer threads than the runs had',
      [work(10)],
      1,
      [run({ threads: 2, imagesPerSecond: 1_741.1 })],
      '≈ 10 min on 1 worker, from the speed of your last runs',
    ],
    ['nobody alive', [work(10)], 0, [run()], '≈ 10 min of training in all'],
    ['no run yet', [work(10)], 2, [], 'Time not known yet: no run of mlp has finished here.'],
    [
      'images that only training counts',
      [work(1, { dataset: './mine', limit: null })],
      1,
      [run()],
      'Time not known: the images of this folder are counted when training begins.',
    ],
  ])('%s', (_what, all, workers, recent, text) =>
    expect(describeSweepEstimate(all, { workers, recent })).toBe(text),
  );
});

describe('workers', () => {
  const worker = (labels: string[], alive = true, state = 'idle') => ({ labels, alive, state });
  const workers = [
    worker([]),
    worker(['gpu', 'lab2']),
    worker(['gpu'], true, 'working'),
    worker(['gpu'], false),
    worker(['gpu'], true, 'stopped'),
  ];

  it.each([
    [[], 3],
    [['gpu'], 2],
    [['gpu', 'lab2'], 1],
    [['tpu'], 0],
  ])('that would take a trial with labels %j: %d', (labels, count) =>
    expect(countWorkers(workers, labels)).toBe(count),
  );

  it('have labels to choose from', () => expect(listLabels(workers)).toEqual(['gpu', 'lab2']));
});
