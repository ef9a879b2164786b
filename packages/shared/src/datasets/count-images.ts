import type { RunConfig } from '../config/run-config.ts';

/** Training images of the datasets that Laten knows by name. */
const knownImages: Readonly<Record<string, number>> = { 'fashion-mnist': 60_000 };

/** countTrainingImages returns how many training images a dataset has, or null for a folder that only the trainer can count. */
export function countTrainingImages(dataset: RunConfig['dataset']): number | null {
  return knownImages[dataset] ?? null;
}

/** countEpochImages returns how many images an epoch sees, or null for a folder without a limit. */
export function countEpochImages(config: Pick<RunConfig, 'dataset' | 'limit' | 'validation'>): number | null {
  const images = countTrainingImages(config.dataset);
  if (images === null) return config.limit;
  const heldOut = config.validation === 'test' ? 0 : config.validation;
  return config.limit ?? images - heldOut;
}
