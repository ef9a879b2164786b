import type { LabelledImages } from './load-dataset.ts';

/** A byte's value as the model sees it: 0…255 → 0…1. */
const INTENSITY = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** gatherImages converts the images at `indices` to floats in [0, 1], one after another, row-major. */
export function gatherImages(images: LabelledImages, indices: ArrayLike<number>): Float32Array<ArrayBuffer> {
  const size = images.height * images.width;
  const out = new Float32Array(indices.length * size);
  for (let i = 0; i < indices.length; i++) {
    const from = (indices[i] ?? 0) * size;
    const to = i * size;
    for (let pixel = 0; pixel < size; pixel++) {
      out[to + pixel] = INTENSITY[images.pixels[from + pixel] as number] as number;
    }
  }
  return out;
}

/** ranges cuts 0…count into stretches of at most `size`, the last one short. */
export function ranges(count: number, size: number): { from: number; to: number }[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    from: i * size,
    to: Math.min(count, (i + 1) * size),
  }));
}
