import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { LatenError } from '@laten/shared';

/**
 * Reads IDX files, the format of MNIST: a big-endian header (magic, sizes) and unsigned bytes.
 * Reads bytes only; where they come from is `load-dataset.ts`.
 */

const IMAGES_MAGIC = 0x0803;
const LABELS_MAGIC = 0x0801;
const inflate = promisify(gunzip);

/** IdxImages are grey images, one byte a pixel, row-major, one after another. */
export type IdxImages = {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
};

/** DatasetCorruptError says which file is not what it should be, and how. */
export class DatasetCorruptError extends LatenError {
  constructor(file: string, problem: string, options?: { cause?: unknown }) {
    super(
      'DATASET_CORRUPT',
      `${file}: ${problem} Replace the file, or name another folder with --dataset.`,
      options,
    );
  }
}

/** decompress returns the content of a file, gunzipped when it starts as gzip does. Throws DatasetCorruptError for a truncated one. */
export async function decompress(file: string, bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await inflate(bytes);
  } catch (cause) {
    throw new DatasetCorruptError(
      file,
      `its gzip data are truncated or damaged after ${bytes.byteLength} bytes.`,
      { cause },
    );
  }
}

/** readIdxImages reads an IDX file of images. Throws DatasetCorruptError. */
export function readIdxImages(file: string, bytes: Uint8Array): IdxImages {
  const header = readHeader({ file, bytes, magic: IMAGES_MAGIC, dimensions: 3 });
  const [count = 0, height = 0, width = 0] = header.sizes;
  return { count, height, width, pixels: readBody(file, bytes, header) };
}

/** readIdxLabels reads an IDX file of labels, one byte each. Throws DatasetCorruptError. */
export function readIdxLabels(file: string, bytes: Uint8Array): Uint8Array {
  return readBody(file, bytes, readHeader({ file, bytes, magic: LABELS_MAGIC, dimensions: 1 }));
}

type Header = { readonly sizes: readonly number[]; readonly length: number };

function readHeader(input: { file: string; bytes: Uint8Array; magic: number; dimensions: number }): Header {
  const { file, bytes, magic, dimensions } = input;
  const length = 4 + dimensions * 4;
  if (bytes.byteLength < length) {
    throw new DatasetCorruptError(
      file,
      `${bytes.byteLength} bytes are too few for an IDX header of ${length}.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = view.getUint32(0);
  if (found !== magic)
    throw new DatasetCorruptError(file, `its magic number is ${found}, expected ${magic}.`);
  return { length, sizes: Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + i * 4)) };
}

function readBody(file: string, bytes: Uint8Array, { sizes, length }: Header): Uint8Array {
  const expected = sizes.reduce((product, size) => product * size, 1);
  const found = bytes.byteLength - length;
  if (found !== expected) {
    throw new DatasetCorruptError(
      file,
      `its header announces ${sizes.join('×')} = ${expected} bytes of data, ${found} are there.`,
    );
  }
  return bytes.subarray(length);
}
