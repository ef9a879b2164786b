import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Makes IDX files for tests: small ones of any size, right or broken in a chosen way. */

/** idxImages writes the bytes of an IDX file of images. */
export function idxImages(
  count: number,
  height: number,
  width: number,
  pixel: (i: number) => number,
): Uint8Array {
  const bytes = new Uint8Array(16 + count * height * width);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of [0x0803, count, height, width].entries()) view.setUint32(i * 4, value);
  for (let i = 16; i < bytes.length; i++) bytes[i] = pixel(i - 16);
  return bytes;
}

/** idxLabels writes the bytes of an IDX file of labels. */
export function idxLabels(labels: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(8 + labels.length);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of [0x0801, labels.length].entries()) view.setUint32(i * 4, value);
  bytes.set(labels, 8);
  return bytes;
}

/** DatasetFiles are the contents of the four files, by name; what is left out is a small valid one. */
export type DatasetFiles = Partial<Record<string, Uint8Array>>;

/** createIdxFolder writes a dataset of 8 training and 4 test images of 6×5 into a new folder; `files` replace its parts. */
export async function createIdxFolder(
  files: DatasetFiles = {},
  options: { gzip?: boolean } = {},
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'laten-idx-'));
  const contents: DatasetFiles = {
    'train-images-idx3-ubyte': idxImages(8, 6, 5, (i) => i % 256),
    'train-labels-idx1-ubyte': idxLabels([0, 1, 2, 0, 1, 2, 0, 1]),
    't10k-images-idx3-ubyte': idxImages(4, 6, 5, (i) => 255 - (i % 256)),
    't10k-labels-idx1-ubyte': idxLabels([2, 1, 0, 2]),
    ...files,
  };
  for (const [name, bytes] of Object.entries(contents)) {
    if (!bytes) continue;
    await writeFile(
      path.join(folder, options.gzip ? `${name}.gz` : name),
      options.gzip ? gzipSync(bytes) : bytes,
    );
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
