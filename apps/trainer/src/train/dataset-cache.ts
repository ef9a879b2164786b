import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { LatenError, type RunConfig } from '@laten/shared';
import { type Dataset, loadDataset, requireDatasetFolder } from '../datasets/load-dataset.ts';
import { type Splits, splitDataset } from '../datasets/splits.ts';

/** LoadedImages are the images that a run is trained and measured on. */
export type LoadedImages = { readonly dataset: Dataset; readonly splits: Splits };

type ImagesInput = {
  readonly home: string;
  readonly config: Pick<RunConfig, 'dataset' | 'validation' | 'limit'>;
};

/**
 * createDatasetCache returns a `loadDataset` and `splitDataset` that keep their last result: the trials of a sweep see the
 * same images. Files that have changed are read again, by their size and time. Throws LatenError (DATASET_MISSING, DATASET_CORRUPT).
 */
export function createDatasetCache(
  load: typeof loadDataset = loadDataset,
): (input: ImagesInput) => Promise<LoadedImages> {
  const datasets = keepLast<Dataset>();
  const splits = keepLast<Splits>();
  return async ({ home, config }) => {
    const from = { dataset: config.dataset, home };
    const files = await fingerprint(await requireDatasetFolder(from));
    const dataset = await datasets([config.dataset, files], () => load(from));
    const split = await splits([dataset.checksum, config.validation, config.limit], async () =>
      splitDataset(dataset, config),
    );
    return { dataset, splits: split };
  };
}

/** Keeps the value of the last key; one that could not be made is not kept. */
function keepLast<Value>(): (key: readonly unknown[], make: () => Promise<Value>) => Promise<Value> {
  let kept: { readonly key: string; readonly value: Value } | null = null;
  return async (parts, make) => {
    const key = JSON.stringify(parts);
    if (kept?.key !== key) {
      // Two large values are not held at once.
      kept = null;
      kept = { key, value: await make() };
    }
    return kept.value;
  };
}

/** What cannot be read is missing on this machine; the run may be trained on another. */
async function fingerprint(folder: string): Promise<string[]> {
  try {
    const names = (await readdir(folder)).toSorted();
    return await Promise.all(names.map((name) => describeFile(folder, name)));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new LatenError('DATASET_MISSING', `${folder} cannot be read: ${cause}`, { cause: error });
  }
}

async function describeFile(folder: string, name: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(path.join(folder, name));
  return [name, size, mtimeMs, ino].join(':');
}
