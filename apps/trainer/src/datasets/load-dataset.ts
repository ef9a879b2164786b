import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { LatenError, limits } from '@laten/shared';
import { DatasetCorruptError, decompress, type IdxImages, readIdxImages, readIdxLabels } from './idx.ts';

/** LabelledImages are grey images with a class each. Pixels stay bytes: `height · width` of them an image. */
export type LabelledImages = IdxImages & { readonly labels: Uint8Array };

/** Dataset is a train and a test split of images of one size. */
export type Dataset = {
  readonly name: string;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  /** SHA-256 (hex) over the decompressed contents of the four files, in the order of `fileNames`. */
  readonly checksum: string;
};

const fileNames = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const;

/** A known name's folder is in the home; anything else is a path. */
function datasetFolder(dataset: string, home: string): string {
  return dataset === 'fashion-mnist' ? path.join(home, 'datasets', 'fashion-mnist') : path.resolve(dataset);
}

/** loadDataset reads and checks the four IDX files of a folder, gzipped or not. Throws LatenError (DATASET_MISSING, DATASET_CORRUPT). */
export async function loadDataset(input: { dataset: string; home: string }): Promise<Dataset> {
  const folder = await requireDatasetFolder(input);
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(
    Object.values(fileNames).map((name) => readIdxFile(folder, name)),
  );
  if (!trainImages || !trainLabels || !testImages || !testLabels) throw new Error('four files were read');
  const hash = createHash('sha256');
  for (const file of [trainImages, trainLabels, testImages, testLabels]) hash.update(file.bytes);
  const train = join(trainImages, trainLabels);
  const test = join(testImages, testLabels);
  requireSameSize(train, test, trainImages.file, testImages.file);
  return { name: input.dataset, train, test, checksum: hash.digest('hex') };
}

/** requireDatasetFolder returns the folder of a dataset's files. Throws LatenError (DATASET_MISSING) when there is none. */
export async function requireDatasetFolder({
  dataset,
  home,
}: {
  dataset: string;
  home: string;
}): Promise<string> {
  const folder = datasetFolder(dataset, home);
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return folder;
  const hint =
    dataset === 'fashion-mnist'
      ? '`./laten doctor` shows how to get it.'
      : `Known by name: fashion-mnist. Otherwise give a folder with ${Object.values(fileNames).join(', ')} (.gz or not).`;
  throw new LatenError('DATASET_MISSING', `Dataset "${dataset}": no folder ${folder}. ${hint}`);
}

async function readIdxFile(folder: string, name: string): Promise<{ file: string; bytes: Uint8Array }> {
  for (const file of [path.join(folder, `${name}.gz`), path.join(folder, name)]) {
    const raw = await readFile(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw new LatenError('DATASET_MISSING', `${file} cannot be read: ${error.message}`, { cause: error });
    });
    if (raw) return { file, bytes: await decompress(file, raw) };
  }
  throw new LatenError(
    'DATASET_MISSING',
    `${folder} has neither ${name}.gz nor ${name}. A dataset is four IDX files: ${Object.values(fileNames).join(', ')}.`,
  );
}

function join(
  images: { file: string; bytes: Uint8Array },
  labels: { file: string; bytes: Uint8Array },
): LabelledImages {
  const read = readIdxImages(images.file, images.bytes);
  const classes = readIdxLabels(labels.file, labels.bytes);
  if (read.count !== classes.length) {
    throw new DatasetCorruptError(
      labels.file,
      `it has ${classes.length} labels, ${images.file} has ${read.count} images.`,
    );
  }
  if (read.count === 0) throw new DatasetCorruptError(images.file, 'it has no images.');
  const { min, max } = limits.imageSide;
  if (Math.min(read.height, read.width) < min || Math.max(read.height, read.width) > max) {
    throw new DatasetCorruptError(
      images.file,
      `its images are ${read.height}×${read.width}; sides from ${min} to ${max} pixels are supported.`,
    );
  }
  return { ...read, labels: classes };
}

function requireSameSize(train: IdxImages, test: IdxImages, trainFile: string, testFile: string): void {
  if (train.height === test.height && train.width === test.width) return;
  throw new DatasetCorruptError(
    testFile,
    `its images are ${test.height}×${test.width}, those of ${trainFile} are ${train.height}×${train.width}.`,
  );
}
