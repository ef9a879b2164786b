import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { statIfAny } from '../lib/files.mjs';

/**
 * The four files of Fashion-MNIST and how they are checked. Upstream publishes MD5 sums of its .gz files; Debian packs the same
 * deflate stream with another gzip header, so what is checked everywhere is the SHA-256 of the unpacked bytes
 * (docs/decisions/0004-dataset-sources.md says how the two were tied together).
 */

/** FASHION_MNIST_FILES lists the files with upstream's size and MD5 and the SHA-256 of the unpacked bytes. */
export const FASHION_MNIST_FILES = [
  {
    name: 'train-images-idx3-ubyte.gz',
    sizeBytes: 26_421_880,
    md5: '8d4fb7e6c68d591d4c3dfef9ec88bf0d',
    sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  },
  {
    name: 'train-labels-idx1-ubyte.gz',
    sizeBytes: 29_515,
    md5: '25c81989df183df01b3e8a0aad5dffbe',
    sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  },
  {
    name: 't10k-images-idx3-ubyte.gz',
    sizeBytes: 4_422_102,
    md5: 'bef4ecab320f06d8554ea6380940ec79',
    sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  },
  {
    name: 't10k-labels-idx1-ubyte.gz',
    sizeBytes: 5_148,
    md5: 'bb300cfdad3c16e7a12a480ee83cd310',
    sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  },
];

/** findFault checks a .gz file against the SHA-256 of its unpacked bytes; it returns what is wrong, in words, or undefined. */
export async function findFault(path, sha256) {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), createGunzip(), hash);
  } catch (error) {
    const sizeBytes = statIfAny(path)?.size;
    if (error.code === 'ENOENT') return `${path} is missing`;
    if (error.code === 'Z_BUF_ERROR')
      return `${path} is truncated: the gzip stream breaks off after ${sizeBytes} bytes`;
    if (error.code?.startsWith('Z_'))
      return `${path} is not a sound gzip file (${error.message}; ${sizeBytes} bytes)`;
    throw error;
  }
  const found = hash.digest('hex');
  if (found === sha256) return undefined;
  return `${path} has other contents: SHA-256 of the unpacked ${basename(path, '.gz')} expected ${sha256}, found ${found}`;
}

/** fileMd5 is the MD5 of a file as it lies there, as upstream publishes it. */
export async function fileMd5(path) {
  const hash = createHash('md5');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
