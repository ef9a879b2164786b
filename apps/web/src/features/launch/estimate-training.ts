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

/**
 * describeEstimate says about how long a training takes and what that rests on: the speed of the last runs most like
 * it, and what their epochs took besides the steps. Says so when there is none.
 */
export function describeEstimate(
  config: Pick<RunConfig, 'dataset' | 'limit' | 'validation' | 'preset' | 'latentDim'>,
  { epochs, recent }: { epochs: number; recent: readonly RecentThroughput[] },
): string {
  const images = countTrainingImages(config);
  if (images === null) return t('launch.estimate.unknownImages');
  const alike = chooseAlike(config, recent);
  if (alike.length === 0) return t('launch.estimate.noRuns', { preset: config.preset });
  const imagesPerSecond = median(alike.map((run) => run.imagesPerSecond));
  const besidesMsPerEpoch = median(alike.map((run) => run.besidesMsPerEpoch));
  return t(alike.length === 1 ? 'launch.estimate.one' : 'launch.estimate.other', {
    duration: roughDuration(epochs * ((images / imagesPerSecond) * 1000 + besidesMsPerEpoch)),
    images: formatCount(images),
    epochs: formatCount(epochs),
    speed: formatCount(imagesPerSecond),
    count: alike.length,
  });
}

/** Runs of the same preset and latent size, or else of the same preset, the newest first. */
function chooseAlike(
  config: Pick<RunConfig, 'preset' | 'latentDim'>,
  recent: readonly RecentThroughput[],
): RecentThroughput[] {
  const ofPreset = recent.filter(
    ({ preset, imagesPerSecond }) => preset === config.preset && imagesPerSecond > 0,
  );
  const alike = ofPreset.filter(({ latentDim }) => latentDim === config.latentDim);
  return (alike.length > 0 ? alike : ofPreset).slice(0, MOST_RUNS);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
