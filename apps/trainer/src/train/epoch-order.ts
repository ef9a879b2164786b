import { type RunConfig, randomStream } from '@laten/shared';

/** EpochOrder is the order in which an epoch sees its images. */
export type EpochOrder = {
  /** batch returns the image indices of the batch at `index` within the epoch; the last one may be short. */
  batch(index: number): Uint32Array;
};

/** createEpochOrder shuffles the images of an epoch. It depends on seed and epoch only, so an epoch can be entered in its middle. */
export function createEpochOrder(input: { config: RunConfig; count: number; epoch: number }): EpochOrder {
  const { config, count, epoch } = input;
  const order = randomStream({ seed: config.seed, stream: 'shuffle', step: epoch }).shuffledIndices(count);
  return {
    batch: (index) =>
      order.subarray(index * config.batchSize, Math.min(count, (index + 1) * config.batchSize)),
  };
}
