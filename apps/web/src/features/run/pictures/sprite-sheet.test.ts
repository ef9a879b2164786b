import { describe, expect, it } from 'vitest';
import {
  countImages,
  cutImage,
  differenceOf,
  fitScale,
  type GreyImage,
  imageSizeIn,
  meanOf,
} from './sprite-sheet.ts';

const size = { width: 3, height: 2 };
/** Four images of 3 × 2 pixels, each of one grey value; the last is black. */
const sheet: GreyImage = {
  width: 6,
  height: 4,
  pixels: Uint8ClampedArray.from([1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0, 3, 3, 3, 0, 0, 0]),
};
const image = (...pixels: number[]): GreyImage => ({
  width: pixels.length,
  height: 1,
  pixels: Uint8ClampedArray.from(pixels),
});

describe('imageSizeIn', () => {
  it.each([
    { imageShape: [2, 3, 1], width: 3, height: 2 },
    { imageShape: undefined, width: 3, height: 3 },
    { imageShape: [999, 3, 1], width: 3, height: 3 },
  ])('of $imageShape: $width × $height', ({ imageShape, ...expected }) =>
    expect(imageSizeIn(sheet, { columns: 2, imageShape })).toEqual(expected),
  );
});

describe('cutImage', () => {
  it.each([0, 1, 2])('takes image %s, which need not be square', (index) => {
    const { width, height, pixels } = cutImage(sheet, index, size);
    expect({ width, height }).toEqual({ width: 3, height: 2 });
    expect([...pixels]).toEqual(Array(6).fill(index + 1));
  });
});

describe('countImages', () => {
  it('does not count what only fills the last row', () => expect(countImages(sheet, size)).toBe(3));

  it('counts a black image that others follow', () => {
    const pixels = sheet.pixels.map((value) => (value === 2 ? 0 : value));
    expect(countImages({ ...sheet, pixels }, size)).toBe(3);
  });

  it('finds none in a black sheet', () => {
    expect(countImages({ ...sheet, pixels: new Uint8ClampedArray(24) }, size)).toBe(0);
  });
});

describe('differenceOf', () => {
  it('is the distance, whichever is larger', () => {
    expect([...differenceOf(image(10, 200, 7), image(50, 100, 7)).pixels]).toEqual([40, 100, 0]);
  });
});

describe('meanOf', () => {
  it('goes from 0 to 1', () => expect(meanOf(image(0, 255, 0, 255))).toBe(0.5));
});

describe('fitScale', () => {
  it.each([
    { imagePx: 28, availablePx: 100, devicePixelRatio: 1, scale: 3 },
    { imagePx: 28, availablePx: 100, devicePixelRatio: 2, scale: 3.5 },
    { imagePx: 560, availablePx: 300, devicePixelRatio: 1, scale: 300 / 560 },
    { imagePx: 560, availablePx: 300, devicePixelRatio: 3, scale: 1 / 3 },
  ])('$imagePx px in $availablePx at $devicePixelRatio: $scale', ({ scale, ...input }) =>
    expect(fitScale(input)).toBeCloseTo(scale, 9),
  );
});
