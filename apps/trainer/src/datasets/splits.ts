import { LatenError, limits, type RunConfig, randomStream } from '@laten/shared';
import type { Dataset, LabelledImages } from './load-dataset.ts';

/** SPLIT_SEED is no run's seed: every run of a dataset holds the same images out, whatever its own seed. */
const SPLIT_SEED = 0;

/** Splits are the images that a run trains on and those that `val_*` are computed on. */
export type Splits = { readonly train: LabelledImages; readonly validation: LabelledImages };

type SplitConfig = Pick<RunConfig, 'validation' | 'limit'>;

/** requireEnoughImages returns how many images are held out and trained on. Throws LatenError (CONFIG_INVALID) when there are too few. */
export function requireEnoughImages(
  { name, train }: Pick<Dataset, 'name' | 'train'>,
  { validation, limit }: SplitConfig,
): { held: number; limit: number } {
  const held = validation === 'test' ? 0 : validation;
  const available = train.count - held;
  if (available < 1) {
    throw new LatenError(
      'CONFIG_INVALID',
      `validation: ${held} images held out of ${train.count} leave none to train on. The most is ${train.count - 1}.`,
    );
  }
  if (limit !== null && limit > available) {
    throw new LatenError(
      'CONFIG_INVALID',
      `limit: ${limit} is refused. ${name} has ${available} training images${held > 0 ? ` after ${held} are held out` : ''}.`,
    );
  }
  return { held, limit: limit ?? available };
}

/**
 * splitDataset takes the validation images that the config names: the test images, or so many random ones of the
 * training images, the same for every seed. `limit` cuts the training images only. Throws LatenError (CONFIG_INVALID)
 * when there are too few.
 */
export function splitDataset(dataset: Dataset, config: SplitConfig): Splits {
  const { held, limit } = requireEnoughImages(dataset, config);
  if (held === 0) return { train: firstImages(dataset.train, limit), validation: dataset.test };
  const order = randomStream({ seed: SPLIT_SEED, stream: 'split', step: 0 }).shuffledIndices(
    dataset.train.count,
  );
  return {
    train: takeImages(dataset.train, order.subarray(held, held + limit).toSorted()),
    validation: takeImages(dataset.train, order.subarray(0, held).toSorted()),
  };
}

function firstImages(images: LabelledImages, count: number): LabelledImages {
  const pixels = images.pixels.subarray(0, count * images.height * images.width);
  return { ...images, count, pixels, labels: images.labels.subarray(0, count) };
}

function takeImages(images: LabelledImages, indices: Uint32Array): LabelledImages {
  const size = images.height * images.width;
  const pixels = new Uint8Array(indices.length * size);
  indices.forEach((index, i) => {
    pixels.set(images.pixels.subarray(index * size, (index + 1) * size), i * size);
  });
  const labels = Uint8Array.from(indices, (index) => images.labels[index] ?? 0);
  return { ...images, count: indices.length, pixels, labels };
}

/**
 * chooseEvaluationImages returns the indices of the fixed images that snapshots show: round and round through the
 * classes, the first of each, then the second … The choice depends on the labels only, so every run of a dataset
 * shows the same images.
 */
export function chooseEvaluationImages(
  labels: Uint8Array,
  count: number = limits.evaluationImages,
): number[] {
  const byClass = new Map<number, number[]>();
  labels.forEach((label, index) => {
    const members = byClass.get(label) ?? [];
    if (members.length < count) members.push(index);
    byClass.set(label, members);
  });
  const classes = [...byClass.keys()].sort((a, b) => a - b);
  const chosen: number[] = [];
  for (let round = 0; chosen.length < Math.min(count, labels.length); round++) {
    for (const label of classes) {
      const index = byClass.get(label)?.[round];
      if (index !== undefined && chosen.length < count) chosen.push(index);
    }
  }
  return chosen;
}
