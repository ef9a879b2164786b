import type { RunConfig } from '@laten/shared';
import { formatCount } from '../../format/format-values.ts';
import { roughDuration } from '../../format/rough-duration.ts';
import { t } from '../../messages/index.ts';

/** RecentThroughput is how fast a run of late has trained. */
export type RecentThroughput = {
  readonly preset: string;
  readonly latentDim: number;
  readonly threads: number;
  readonly imagesPerSecond: number;
  /** What each epoch took besides its steps: evaluation, pictures, checkpoint. */
  readonly besidesMsPerEpoch: number;
};

/** Images of the datasets that Laten knows by name. */
const knownImages: Readonly<Record<string, number>> = { 'fashion-mnist': 60_000 };

/** An estimate rests on so many runs at most. */
const MOST_RUNS = 3;

/** countTrainingImages returns how many images an epoch sees, or null for a folder that only the trainer can count. */
export function countTrainingImages(
  config: Pick<RunConfig, 'dataset' | 'limit' | 'validation'>,
): number | null {
  const images = knownImages[config.dataset];
  if (images === undefined) return config.limit;
  const heldOut = config.validation === 'test' ? 0 : config.validation;
  return Math.min(config.limit ?? images, Math.max(0, images - heldOut));
}

type EstimatedConfig = Pick<
  RunConfig,
  'dataset' | 'limit' | 'validation' | 'preset' | 'latentDim' | 'threads'
>;

/** TrainingEstimate is about how long a training takes, and what that rests on; or why nobody can know. */
export type TrainingEstimate =
  | {
      readonly durationMs: number;
      readonly images: number;
      readonly imagesPerSecond: number;
      /** How many runs it rests on. */
      readonly runs: number;
    }
  | { readonly unknown: 'images' | 'speed' };

/** estimateTraining goes by the speed of the last runs most like it, and what their epochs took besides the steps. */
export function estimateTraining(
  config: EstimatedConfig,
  { epochs, recent }: { epochs: number; recent: readonly RecentThroughput[] },
): TrainingEstimate {
  const images = countTrainingImages(config);
  if (images === null) return { unknown: 'images' };
  const alike = chooseAlike(config, recent);
  if (alike.length === 0) return { unknown: 'speed' };
  const imagesPerSecond = median(
    alike.map((run) => run.imagesPerSecond * gainOf(config.threads / run.threads)),
  );
  const besidesMsPerEpoch = median(alike.map((run) => run.besidesMsPerEpoch));
  return {
    durationMs: epochs * ((images / imagesPerSecond) * 1000 + besidesMsPerEpoch),
    images,
    imagesPerSecond,
    runs: alike.length,
  };
}

/** describeEstimate says about how long a training takes and what that rests on. Says so when there is nothing. */
export function describeEstimate(
  config: EstimatedConfig,
  { epochs, recent }: { epochs: number; recent: readonly RecentThroughput[] },
): string {
  const estimate = estimateTraining(config, { epochs, recent });
  if ('unknown' in estimate) {
    return estimate.unknown === 'images'
      ? t('launch.estimate.unknownImages')
      : t('launch.estimate.noRuns', { preset: config.preset });
  }
  const { durationMs, images, imagesPerSecond, runs } = estimate;
  return t(runs === 1 ? 'launch.estimate.one' : 'launch.estimate.other', {
    duration: roughDuration(durationMs),
    images: formatCount(images),
    epochs: formatCount(epochs),
    speed: formatCount(imagesPerSecond),
    count: runs,
  });
}

/** Runs of the same preset; among them those of the same latent size, and then of as many threads, if there are any. */
function chooseAlike(
  { preset, latentDim, threads }: Pick<RunConfig, 'preset' | 'latentDim' | 'threads'>,
  recent: readonly RecentThroughput[],
): RecentThroughput[] {
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
