import type { RunConfig } from '../config/run-config.ts';
import { countEpochImages } from '../datasets/count-images.ts';

/** Estimates how long trainings take from how quickly the last runs trained. */

/** RecentThroughput is how quickly a run of late has trained. */
export type RecentThroughput = {
  readonly preset: string;
  readonly latentDim: number;
  readonly threads: number;
  /** Mean over its steps. */
  readonly imagesPerSecond: number;
  /** What each epoch took besides its steps: evaluation, pictures, checkpoint, and its part of the start. */
  readonly besidesMsPerEpoch: number;
};

/** EstimatedConfig is all of a config that the time of a training depends on. */
export type EstimatedConfig = Pick<
  RunConfig,
  'dataset' | 'limit' | 'validation' | 'preset' | 'latentDim' | 'threads' | 'epochs'
>;

/** TrainingEstimate is about how long a training takes, and what that rests on; or why nobody can know. */
export type TrainingEstimate =
  | {
      readonly durationMs: number;
      /** Of an epoch. */
      readonly images: number;
      readonly imagesPerSecond: number;
      /** How many runs it rests on. */
      readonly runs: number;
    }
  | { readonly unknown: 'images' | 'speed' };

/** An estimate rests on so many runs at most. */
const MOST_RUNS = 3;

/** estimateTraining goes by the speed of the last runs most like it, and what their epochs took besides the steps. */
export function estimateTraining(
  config: EstimatedConfig,
  recent: readonly RecentThroughput[],
): TrainingEstimate {
  const images = countEpochImages(config);
  if (images === null) return { unknown: 'images' };
  const alike = chooseAlike(config, recent);
  if (alike.length === 0) return { unknown: 'speed' };
  const imagesPerSecond = median(
    alike.map((run) => run.imagesPerSecond * gainOf(config.threads / run.threads)),
  );
  const besidesMsPerEpoch = median(alike.map((run) => run.besidesMsPerEpoch));
  return {
    durationMs: config.epochs * ((images / imagesPerSecond) * 1000 + besidesMsPerEpoch),
    images,
    imagesPerSecond,
    runs: alike.length,
  };
}

/** Runs of the same preset; among them those of the same latent size, and then of as many threads, if there are any. */
function chooseAlike(
  { preset, latentDim, threads }: EstimatedConfig,
  recent: readonly RecentThroughput[],
): readonly RecentThroughput[] {
  const ofPreset = recent.filter((run) => run.preset === preset && run.imagesPerSecond > 0);
  const ofSize = preferred(ofPreset, (run) => run.latentDim === latentDim);
  return preferred(ofSize, (run) => run.threads === threads).slice(0, MOST_RUNS);
}

function preferred(
  runs: readonly RecentThroughput[],
  isBetter: (run: RecentThroughput) => boolean,
): readonly RecentThroughput[] {
  const better = runs.filter(isBetter);
  return better.length > 0 ? better : runs;
}

/** Twice the threads are worth 1.74 times the speed, as measured with the reference model. */
function gainOf(threadsRatio: number): number {
  return threadsRatio ** 0.8;
}

/** TrialWork is what so many trials have to do alike. */
export type TrialWork = { readonly trials: number; readonly config: EstimatedConfig };

/** SweepEstimate is about how long trials take, and what that rests on; or why nobody can know, and for which config. */
export type SweepEstimate =
  | {
      /** With so many at once as were said. */
      readonly durationMs: number;
      /** One after the other. */
      readonly totalMs: number;
      /** Of the median trial. */
      readonly imagesPerSecond: number;
    }
  | { readonly unknown: 'images' | 'speed'; readonly config: EstimatedConfig };

/** estimateSweep returns about how long these trials take, so many at once (at least 1). It is never less than the longest takes. */
export function estimateSweep(
  work: readonly TrialWork[],
  { recent, concurrency }: { recent: readonly RecentThroughput[]; concurrency: number },
): SweepEstimate {
  let [totalMs, longestMs] = [0, 0];
  const speeds: number[] = [];
  for (const { trials, config } of work) {
    const estimate = estimateTraining(config, recent);
    if ('unknown' in estimate) return { ...estimate, config };
    totalMs += trials * estimate.durationMs;
    longestMs = Math.max(longestMs, estimate.durationMs);
    for (let i = 0; i < trials; i++) speeds.push(estimate.imagesPerSecond);
  }
  const durationMs = Math.max(longestMs, totalMs / Math.max(1, concurrency));
  return { durationMs, totalMs, imagesPerSecond: median(speeds) };
}

/** groupWork counts the trials that have the same to do. */
export function groupWork(configs: readonly RunConfig[]): TrialWork[] {
  const groups = new Map<string, { trials: number; config: EstimatedConfig }>();
  for (const { dataset, limit, validation, preset, latentDim, threads, epochs } of configs) {
    const config = { dataset, limit, validation, preset, latentDim, threads, epochs };
    const key = JSON.stringify(config);
    const group = groups.get(key);
    if (group) group.trials += 1;
    else groups.set(key, { trials: 1, config });
  }
  return [...groups.values()];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
