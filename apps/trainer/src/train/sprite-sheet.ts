import { encode } from 'fast-png';

/**
 * spriteSheet lays grey images side by side in rows, as one 8-bit PNG. Pixels are floats in [0, 1], images row-major
 * one after another; `columns` images a row, missing ones black.
 */
export function spriteSheet(input: {
  pixels: Float32Array;
  height: number;
  width: number;
  columns: number;
}): Uint8Array {
  const { pixels, height, width, columns } = input;
  const size = height * width;
  const count = pixels.length / size;
  const rows = Math.ceil(count / columns);
  const data = new Uint8Array(rows * columns * size);
  const stride = columns * width;
  for (let image = 0; image < count; image++) {
    const corner = Math.floor(image / columns) * height * stride + (image % columns) * width;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        data[corner + y * stride + x] = Math.round((pixels[image * size + y * width + x] as number) * 255);
      }
    }
  }
  return encode({ width: stride, height: rows * height, data, channels: 1, depth: 8 });
}
