import type { RecentThroughput } from '@laten/db';
import type { RunConfig } from '@laten/shared';

/** Estimates how long a sweep takes from how quickly the last runs trained. */

/** SweepEstimate is a rough duration, and what it rests on. */
export type SweepEstimate = { readonly durationMs: number; readonly imagesPerSecond: number };

/** Images of the datasets that Laten knows by name. */
const knownImages: Readonly<Record<string, number>> = { 'fashion-mnist': 60_000 };

/** An estimate rests on so many runs at most. */
const MOST_RUNS = 3;

/** estimateSweep returns about how long these trials take, so many at once; null when no run tells, or nobody knows how many images there are. */
export function estimateSweep(
  configs: readonly RunConfig[],
  { recent, concurrency }: { recent: readonly RecentThroughput[]; concurrency: number },
): SweepEstimate | null {
  const trials = configs.map((config) => estimateTrial(config, recent));
  if (!trials.every((trial) => trial !== null) || trials.length === 0) return null;
  const totalMs = trials.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const longestMs = Math.max(...trials.map(({ durationMs }) => durationMs));
  return {
    durationMs: Math.max(longestMs, totalMs / Math.max(1, concurrency)),
    imagesPerSecond: median(trials.map(({ imagesPerSecond }) => imagesPerSecond)),
  };
}

function estimateTrial(config: RunConfig, recent: readonly RecentThroughput[]): SweepEstimate | null {
  const images = countTrainingImages(config);
  const alike = chooseAlike(config, recent);
  if (images === null || alike.length === 0) return null;
  const imagesPerSecond = median(alike.map((run) => run.imagesPerSecond));
  const besidesMs = median(alike.map((run) => run.besidesMsPerEpoch));
  return { durationMs: config.epochs * ((images / imagesPerSecond) * 1000 + besidesMs), imagesPerSecond };
}

function countTrainingImages({ dataset, limit, validation }: RunConfig): number | null {
  const images = knownImages[dataset];
  if (images === undefined) return limit;
  const heldOut = validation === 'test' ? 0 : validation;
  return Math.min(limit ?? images, Math.max(0, images - heldOut));
}

/** The newest runs of the same preset; of those, if there are any, with the same number of threads, and of the same latent size. */
function chooseAlike(
  { preset, threads, latentDim }: RunConfig,
  recent: readonly RecentThroughput[],
): RecentThroughput[] {
  const narrow = (runs: readonly RecentThroughput[], isAlike: (run: RecentThroughput) => boolean) => {
    const alike = runs.filter(isAlike);
    return alike.length > 0 ? alike : runs;
  };
  const ofPreset = recent.filter((run) => run.preset === preset && run.imagesPerSecond > 0);
  const withThreads = narrow(ofPreset, (run) => run.threads === threads);
  return narrow(withThreads, (run) => run.latentDim === latentDim).slice(0, MOST_RUNS);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
