import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { findTileSize, layOutSheet, TILE_KEYWORD, tileAt, writeTileSize } from './validation-sheet.ts';

/** A PNG's frame with chunks of these types and texts; the checksums are not looked at. */
function png(...chunks: [type: string, text: string][]): Uint8Array {
  const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
  const bytes = chunks.flatMap(([type, text]) => [
    0,
    0,
    0,
    text.length,
    ...ascii(type),
    ...ascii(text),
    0,
    0,
    0,
    0,
  ]);
  return Uint8Array.from([137, ...ascii('PNG\r\n'), 26, 10, ...bytes]);
}

describe('layOutSheet', () => {
  it.each([
    { count: 10_000, height: 28, width: 28, layout: { columns: 146, rows: 69, count: 10_000 } },
    { count: 10, height: 28, width: 28, layout: { columns: 10, rows: 1, count: 10 } },
    { count: 10_000, height: 512, width: 512, layout: { columns: 8, rows: 8, count: 64 } },
    { count: 10_000, height: 64, width: 32, layout: { columns: 128, rows: 64, count: 8_192 } },
    { count: 0, height: 28, width: 28, layout: { columns: 0, rows: 0, count: 0 } },
  ])('of $count images of $width × $height', ({ layout, ...images }) => {
    expect(layOutSheet(images)).toEqual(layout);
  });

  it('stays within the limit', () => {
    const { columns, rows } = layOutSheet({ count: 1e6, height: 30, width: 50 });
    expect(Math.max(columns * 50, rows * 30)).toBeLessThanOrEqual(limits.validationSheetSide);
  });
});

describe('findTileSize', () => {
  const tile = `${TILE_KEYWORD}\0${writeTileSize({ height: 64, width: 32 })}`;

  it('finds what was written, wherever the chunk is', () => {
    expect(
      findTileSize(png(['IHDR', 'x'.repeat(13)], ['IDAT', 'pixels'], ['tEXt', tile], ['IEND', ''])),
    ).toEqual({
      height: 64,
      width: 32,
    });
  });

  it.each([
    { what: 'no text', bytes: png(['IDAT', '']) },
    { what: 'another text', bytes: png(['tEXt', 'Author\0someone']) },
    { what: 'a size of zero', bytes: png(['tEXt', `${TILE_KEYWORD}\0${'0x28'}`]) },
    { what: 'a file cut short', bytes: png(['tEXt', tile]).subarray(0, 20) },
    { what: 'nothing', bytes: new Uint8Array() },
  ])('finds nothing in $what', ({ bytes }) => expect(findTileSize(bytes)).toBeNull());
});

describe('tileAt', () => {
  const sheet = { width: 100, height: 60 };
  const tile = { width: 30, height: 20 };

  it.each([
    [0, { x: 0, y: 0 }],
    [2, { x: 60, y: 0 }],
    [3, { x: 0, y: 20 }],
    [8, { x: 60, y: 40 }],
    [9, null],
  ])('image %s', (index, place) => expect(tileAt(index, sheet, tile)).toEqual(place));
});
