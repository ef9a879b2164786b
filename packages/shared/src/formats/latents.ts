import { LatenError } from '../errors.ts';

/**
 * The binary format of an artifact of kind `latents`: where the evaluation images lie in latent space after an epoch.
 * All numbers little-endian:
 *
 *     8 bytes   the ASCII characters LATENTS1
 *     uint32    count, images
 *     uint32    latentDim
 *     float32   zMean    [count, latentDim], row by row
 *     float32   zLogVar  [count, latentDim], row by row
 *     uint32    imageIndex [count], position in the validation images
 *     uint8     label [count], class of the image
 */

/** Latents are the posterior's means and log-variances of some images. Arrays are row-major. */
export type Latents = {
  readonly count: number;
  readonly latentDim: number;
  readonly zMean: Float32Array;
  readonly zLogVar: Float32Array;
  readonly imageIndex: Uint32Array;
  readonly labels: Uint8Array;
};

const MAGIC = 'LATENTS1';
const HEADER_BYTES = 16;

/** latentsSizeBytes is the size of the encoded form. */
export function latentsSizeBytes(count: number, latentDim: number): number {
  return HEADER_BYTES + count * (latentDim * 8 + 5);
}

/** encodeLatents writes the binary format. */
export function encodeLatents(latents: Latents): Uint8Array {
  const { count, latentDim } = latents;
  const bytes = new Uint8Array(latentsSizeBytes(count, latentDim));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(8, count, true);
  view.setUint32(12, latentDim, true);
  let at = HEADER_BYTES;
  for (const column of [latents.zMean, latents.zLogVar]) {
    for (const value of column) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  for (const index of latents.imageIndex) {
    view.setUint32(at, index, true);
    at += 4;
  }
  bytes.set(latents.labels, at);
  return bytes;
}

/** decodeLatents reads the binary format. Throws LatenError when the bytes are not of it. */
export function decodeLatents(bytes: Uint8Array): Latents {
  const magic = new TextDecoder().decode(bytes.subarray(0, 8));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [count, latentDim] = magic === MAGIC ? [view.getUint32(8, true), view.getUint32(12, true)] : [0, 0];
  if (magic !== MAGIC || bytes.byteLength !== latentsSizeBytes(count, latentDim)) {
    throw new LatenError(
      'USAGE',
      `Not a latents file: starts with "${magic}", ${bytes.byteLength} bytes long.`,
    );
  }
  const values = count * latentDim;
  const float32 = (at: number) =>
    Float32Array.from({ length: values }, (_, i) => view.getFloat32(at + i * 4, true));
  const indexAt = HEADER_BYTES + values * 8;
  return {
    count,
    latentDim,
    zMean: float32(HEADER_BYTES),
    zLogVar: float32(HEADER_BYTES + values * 4),
    imageIndex: Uint32Array.from({ length: count }, (_, i) => view.getUint32(indexAt + i * 4, true)),
    labels: bytes.slice(indexAt + count * 4),
  };
}
