/**
 * Sprite sheets: equally large grey images side by side in rows, as the trainer stores them. Pure: values in, values
 * out; `use-sheet.ts` reads them, `draw.ts` shows them.
 */

/** SHEET_COLUMNS is how many images stand in a row of the fixed images, their reconstructions and the samples. */
export const SHEET_COLUMNS = 8;

/** ImageSize is the size of one image, pixels. */
export type ImageSize = { readonly width: number; readonly height: number };

/** GreyImage is a decoded picture, a sheet or one image of it: a byte a pixel, row by row. */
export type GreyImage = ImageSize & { readonly pixels: Uint8ClampedArray };

/**
 * imageSizeIn returns the size of the images of a sheet. Their width follows from the columns; their height is the
 * run's (`imageShape` of its environment), or their width where that is not known.
 */
export function imageSizeIn(
  sheet: ImageSize,
  { columns, imageShape }: { columns: number; imageShape: unknown },
): ImageSize {
  const width = Math.floor(sheet.width / columns);
  const height = Array.isArray(imageShape) ? Number(imageShape[0]) : width;
  return { width, height: height > 0 && height <= sheet.height ? height : width };
}

/** cutImage takes one image out of a sheet. */
export function cutImage(sheet: GreyImage, index: number, { width, height }: ImageSize): GreyImage {
  const columns = Math.floor(sheet.width / width);
  const left = (index % columns) * width;
  const top = Math.floor(index / columns) * height;
  const pixels = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * sheet.width + left;
    pixels.set(sheet.pixels.subarray(from, from + width), y * width);
  }
  return { width, height, pixels };
}

/** cutImages takes the first so many images out of a sheet. */
export function cutImages(sheet: GreyImage, count: number, size: ImageSize): GreyImage[] {
  return Array.from({ length: count }, (_, index) => cutImage(sheet, index, size));
}

/** countImages tells how many images a sheet holds: the trainer fills the last row up with black. */
export function countImages(sheet: GreyImage, size: ImageSize): number {
  const slots = Math.floor(sheet.width / size.width) * Math.floor(sheet.height / size.height);
  for (let count = slots; count > 0; count--) {
    if (cutImage(sheet, count - 1, size).pixels.some((value) => value > 0)) return count;
  }
  return 0;
}

/** differenceOf is |a − b|, pixel by pixel. */
export function differenceOf(a: GreyImage, b: GreyImage): GreyImage {
  const pixels = a.pixels.map((value, i) => Math.abs(value - (b.pixels[i] ?? 0)));
  return { width: a.width, height: a.height, pixels };
}

/** meanOf is the mean of an image's pixels, from 0 to 1. */
export function meanOf({ pixels }: GreyImage): number {
  return pixels.reduce((sum, value) => sum + value, 0) / Math.max(1, pixels.length) / 255;
}

/**
 * fitScale returns how many CSS pixels a pixel of a picture takes in the room there is: a whole number of the
 * screen's own pixels, so that it stays crisp, and less than one only where even that is too much.
 */
export function fitScale(input: { imagePx: number; availablePx: number; devicePixelRatio: number }): number {
  const { imagePx, availablePx, devicePixelRatio } = input;
  const devicePixels = Math.floor((availablePx / imagePx) * devicePixelRatio);
  return devicePixels >= 1 ? devicePixels / devicePixelRatio : availablePx / imagePx;
}
