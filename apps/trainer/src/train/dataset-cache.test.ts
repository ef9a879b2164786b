import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadDataset } from '../datasets/load-dataset.ts';
import { createIdxFolder, idxImages, idxLabels } from '../testing/idx-folder.ts';
import { createDatasetCache } from './dataset-cache.ts';

let dataset: Awaited<ReturnType<typeof createIdxFolder>>;
beforeEach(async () => {
  dataset = await createIdxFolder();
});
afterEach(() => dataset.remove());

function cached() {
  const load = vi.fn(loadDataset);
  const loadImages = createDatasetCache(load);
  const get = (config: { validation?: 'test' | number; limit?: number } = {}) =>
    loadImages({
      home: '/nowhere',
      config: { dataset: dataset.folder, validation: 'test', limit: null, ...config },
    });
  return { load, get };
}

it('reads the files once for runs that see the same images, and splits them once', async () => {
  const { load, get } = cached();
  const first = await get({ validation: 2 });
  const second = await get({ validation: 2 });
  expect(second.dataset).toBe(first.dataset);
  expect(second.splits).toBe(first.splits);
  const other = await get({ validation: 3, limit: 4 });
  expect([other.splits.train.count, other.splits.validation.count]).toEqual([4, 3]);
  expect(load).toHaveBeenCalledOnce();
});

it('reads files again that have changed', async () => {
  const { load, get } = cached();
  const before = await get();
  await writeFile(
    path.join(dataset.folder, 't10k-images-idx3-ubyte'),
    idxImages(3, 6, 5, () => 7),
  );
  await writeFile(path.join(dataset.folder, 't10k-labels-idx1-ubyte'), idxLabels([0, 1, 2]));
  const after = await get();
  expect(load).toHaveBeenCalledTimes(2);
  expect(after.dataset.checksum).not.toBe(before.dataset.checksum);
  expect(after.splits.validation.count).toBe(3);
});

it('keeps nothing of a dataset that could not be loaded', async () => {
  const { load, get } = cached();
  load.mockRejectedValueOnce(new Error('Too many open files.'));
  await expect(get()).rejects.toThrow('Too many open files.');
  expect((await get()).dataset.train.count).toBe(8);
});

it('takes a file that cannot be read for missing on this machine, and says which and why', async () => {
  const lost = path.join(dataset.folder, 'lost');
  await symlink('/nowhere', lost);
  await expect(cached().get()).rejects.toMatchObject({
    code: 'DATASET_MISSING',
    message: `${dataset.folder} cannot be read: ENOENT: no such file or directory, stat '${lost}'`,
  });
});
