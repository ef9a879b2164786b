import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { resolveConfig } from '@laten/shared';
import { afterEach, describe, expect, it } from 'vitest';
import { createIdxFolder, type DatasetFiles, idxImages, idxLabels } from '../testing/idx-folder.ts';
import { gatherImages, ranges } from './image-batches.ts';
import { type Dataset, loadDataset } from './load-dataset.ts';
import { chooseEvaluationImages, splitDataset } from './splits.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function folderOf(files?: DatasetFiles, options?: { gzip?: boolean }): Promise<string> {
  const { folder, remove } = await createIdxFolder(files, options);
  cleanups.push(remove);
  return folder;
}

const load = async (files?: DatasetFiles, options?: { gzip?: boolean }): Promise<Dataset> =>
  loadDataset({ dataset: await folderOf(files, options), home: '/nowhere' });

describe('loadDataset', () => {
  it.each([{ gzip: false }, { gzip: true }])(
    'reads four IDX files of any image size (%o)',
    async (options) => {
      const dataset = await load({}, options);
      expect(dataset.train).toMatchObject({ count: 8, height: 6, width: 5 });
      expect(dataset.test).toMatchObject({ count: 4, height: 6, width: 5 });
      expect([...dataset.train.labels]).toEqual([0, 1, 2, 0, 1, 2, 0, 1]);
      expect(dataset.train.pixels[31]).toBe(31);
      expect(dataset.test.pixels[1]).toBe(254);
    },
  );

  it('has one checksum for the same contents, gzipped or not, over the four files in order', async () => {
    const plain = await load();
    expect((await load({}, { gzip: true })).checksum).toBe(plain.checksum);
    const hash = createHash('sha256');
    hash.update(idxImages(8, 6, 5, (i) => i % 256)).update(idxLabels([0, 1, 2, 0, 1, 2, 0, 1]));
    hash.update(idxImages(4, 6, 5, (i) => 255 - (i % 256))).update(idxLabels([2, 1, 0, 2]));
    expect(plain.checksum).toBe(hash.digest('hex'));
  });

  const wrongMagic = idxImages(4, 6, 5, () => 0);
  wrongMagic[3] = 0x07;
  it.each([
    [
      'fewer labels than images',
      { 'train-labels-idx1-ubyte': idxLabels([1, 2]) },
      /train-labels.*2 labels.*8 images/s,
    ],
    [
      'another magic number',
      { 't10k-images-idx3-ubyte': wrongMagic },
      /t10k-images.*magic number is 2055, expected 2051/,
    ],
    [
      'fewer bytes than announced',
      { 't10k-images-idx3-ubyte': idxImages(4, 6, 5, () => 0).subarray(0, 50) },
      /t10k-images.*4×6×5 = 120 bytes of data, 34 are there/,
    ],
    [
      'other sizes in train and test',
      { 't10k-images-idx3-ubyte': idxImages(4, 6, 6, () => 0) },
      /t10k-images.*6×6.*6×5/,
    ],
    ['a header cut short', { 't10k-labels-idx1-ubyte': new Uint8Array(5) }, /5 bytes are too few/],
    [
      'no images',
      { 't10k-images-idx3-ubyte': idxImages(0, 6, 5, () => 0), 't10k-labels-idx1-ubyte': idxLabels([]) },
      /no images/,
    ],
    [
      'images too small',
      { 'train-images-idx3-ubyte': idxImages(8, 2, 2, () => 0) },
      /2×2; sides from 4 to 512/,
    ],
  ])('refuses %s, and names the file', async (_what, files, message) => {
    await expect(load(files)).rejects.toThrow(message);
    await expect(load(files)).rejects.toMatchObject({ code: 'DATASET_CORRUPT' });
  });

  it('refuses a truncated gzip, and names the file', async () => {
    const folder = await folderOf({}, { gzip: true });
    const whole = gzipSync(idxImages(8, 6, 5, (i) => (i * 7919) % 256));
    await writeFile(path.join(folder, 'train-images-idx3-ubyte.gz'), whole.subarray(0, whole.length / 2));
    await expect(loadDataset({ dataset: folder, home: '' })).rejects.toThrow(
      /train-images-idx3-ubyte\.gz.*truncated/,
    );
  });

  it('says what is missing: a folder, a file, or the known dataset', async () => {
    const folder = await folderOf();
    await rm(path.join(folder, 't10k-labels-idx1-ubyte'));
    const missing = { code: 'DATASET_MISSING' };
    await expect(loadDataset({ dataset: folder, home: '' })).rejects.toMatchObject(missing);
    await expect(loadDataset({ dataset: folder, home: '' })).rejects.toThrow(
      /neither t10k-labels-idx1-ubyte\.gz nor/,
    );
    await expect(loadDataset({ dataset: 'cifar', home: '' })).rejects.toThrow(/"cifar".*fashion-mnist/);
    await expect(loadDataset({ dataset: 'fashion-mnist', home: folder })).rejects.toThrow(/laten doctor/);
  });
});

describe('splitDataset', () => {
  const config = (overrides: { validation?: 'test' | number; limit?: number }) =>
    resolveConfig({ preset: 'tiny', overrides: { limit: null, ...overrides }, defaultThreads: 1 });

  it('validates on the test images, and limits training images only', async () => {
    const dataset = await load();
    const splits = splitDataset(dataset, config({ limit: 3 }));
    expect(splits.train.count).toBe(3);
    expect(splits.train.pixels).toHaveLength(3 * 30);
    expect(splits.validation).toBe(dataset.test);
  });

  it('holds out different images from those it trains on, with their labels, whatever the seed', async () => {
    const dataset = await load({ 'train-images-idx3-ubyte': idxImages(8, 6, 5, (i) => Math.floor(i / 30)) });
    const splits = splitDataset(dataset, config({ validation: 3 }));
    const firstPixels = (images: Dataset['train']) =>
      Array.from({ length: images.count }, (_, i) => images.pixels[i * 30] as number);
    const all = [...firstPixels(splits.train), ...firstPixels(splits.validation)];
    expect(splits.validation.count).toBe(3);
    expect(all.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(firstPixels(splits.validation).map((image) => dataset.train.labels[image])).toEqual([
      ...splits.validation.labels,
    ]);
    const again = splitDataset(dataset, { ...config({ validation: 3 }), limit: 2 });
    expect(firstPixels(again.validation)).toEqual(firstPixels(splits.validation));
  });

  it.each([
    [{ validation: 8 }, /8 images held out of 8 leave none/],
    [{ limit: 9 }, /limit: 9 is refused.*8 training images/],
    [{ validation: 3, limit: 6 }, /5 training images after 3 are held out/],
  ])('refuses %o', async (overrides, message) => {
    const dataset = await load();
    expect(() => splitDataset(dataset, config(overrides))).toThrow(message);
  });
});

it('chooses evaluation images class by class, and fewer when there are fewer', () => {
  expect(chooseEvaluationImages(Uint8Array.of(5, 5, 5, 0, 5, 0), 4)).toEqual([3, 0, 5, 1]);
  expect(chooseEvaluationImages(Uint8Array.of(1, 0), 64)).toEqual([1, 0]);
});

it('gathers the images it is asked for as floats in [0, 1]', () => {
  const images = {
    count: 3,
    height: 1,
    width: 2,
    pixels: Uint8Array.of(0, 255, 51, 102, 1, 2),
    labels: new Uint8Array(3),
  };
  expect([...gatherImages(images, [1, 0])]).toEqual([...Float32Array.of(0.2, 0.4, 0, 1)]);
});

it('cuts a count into ranges with a short last one', () => {
  expect(ranges(5, 2)).toEqual([
    { from: 0, to: 2 },
    { from: 2, to: 4 },
    { from: 4, to: 5 },
  ]);
});
