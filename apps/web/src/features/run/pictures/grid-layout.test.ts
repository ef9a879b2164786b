import { describe, expect, it } from 'vitest';
import { layOutGrid, placeByKey } from './grid-layout.ts';

const screen = { devicePixelRatio: 1, fullScreen: false };

describe('layOutGrid', () => {
  it.each([
    { widthPx: 1390, imagePx: 28, imagesPerCell: 2, scale: 2, columns: 11 },
    { widthPx: 1390, imagePx: 28, imagesPerCell: 1, scale: 2, columns: 21 },
    { widthPx: 300, imagePx: 28, imagesPerCell: 2, scale: 1, columns: 4 },
    { widthPx: 1390, imagePx: 16, imagesPerCell: 2, scale: 4, columns: 9 },
    { widthPx: 1390, imagePx: 64, imagesPerCell: 2, scale: 1, columns: 10 },
  ])('$imagesPerCell images of $imagePx px in $widthPx', ({ scale, columns, ...input }) =>
    expect(layOutGrid({ ...screen, ...input })).toMatchObject({ scale, columns }),
  );

  it('draws larger on the whole screen, and finer on fine screens', () => {
    const input = { widthPx: 1390, imagePx: 28, imagesPerCell: 2 };
    expect(layOutGrid({ ...input, devicePixelRatio: 1, fullScreen: true }).scale).toBe(3);
    expect(layOutGrid({ ...input, widthPx: 300, devicePixelRatio: 3, fullScreen: false }).scale).toBe(1);
  });

  it('has one column at the least', () => {
    expect(layOutGrid({ ...screen, widthPx: 10, imagePx: 512, imagesPerCell: 2 }).columns).toBe(1);
  });
});

describe('placeByKey', () => {
  it.each([
    ['ArrowRight', 1, 2],
    ['ArrowLeft', 1, 0],
    ['ArrowDown', 1, 5],
    ['ArrowUp', 5, 1],
    ['ArrowUp', 1, 1],
    ['ArrowRight', 9, 9],
    ['ArrowDown', 8, 8],
    ['Home', 7, 0],
    ['End', 2, 9],
    ['Enter', 2, null],
  ])('%s at %s: %s', (key, at, to) => expect(placeByKey(key, at, { count: 10, columns: 4 })).toBe(to));
});
