import { limits } from '../limits.ts';

/**
 * The picture of a dataset's validation images, artifact kind `validation-images`: a grey PNG, images side by side in
 * rows, so that a page can show any of them. It holds the first images that fit into a square of
 * `limits.validationSheetSide` pixels. Its text chunk `laten-tile` says how large an image is: `<width>x<height>`.
 */

/** TILE_KEYWORD is the keyword of the text chunk. */
export const TILE_KEYWORD = 'laten-tile';

/** ImageSize is the size of one image. */
export type ImageSize = { readonly height: number; readonly width: number };

/** SheetLayout is how many images lie in a row, and how many there are. */
export type SheetLayout = { readonly columns: number; readonly rows: number; readonly count: number };

/** layOutSheet places as many of `count` images as fit. */
export function layOutSheet({ count, height, width }: ImageSize & { count: number }): SheetLayout {
  const side = limits.validationSheetSide;
  const columns = Math.min(count, Math.floor(side / width));
  const fitting = Math.min(count, columns * Math.floor(side / height));
  return { columns, rows: columns > 0 ? Math.ceil(fitting / columns) : 0, count: fitting };
}

/** writeTileSize is the text of the chunk. */
export function writeTileSize({ height, width }: ImageSize): string {
  return `${width}x${height}`;
}

/** findTileSize reads the size of an image from the bytes of a sheet; null when it does not say. */
export function findTileSize(png: Uint8Array): ImageSize | null {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const latin1 = (from: number, to: number) => String.fromCharCode(...png.subarray(from, to));
  let at = PNG_SIGNATURE_BYTES;
  while (at + CHUNK_HEADER_BYTES <= png.byteLength) {
    const sizeBytes = view.getUint32(at);
    const from = at + CHUNK_HEADER_BYTES;
    if (latin1(at + 4, from) === 'tEXt' && sizeBytes <= MOST_TEXT_BYTES) {
      const match = latin1(from, from + sizeBytes).match(TILE_TEXT);
      if (match) return { width: Number(match[1]), height: Number(match[2]) };
    }
    at = from + sizeBytes + CHECKSUM_BYTES;
  }
  return null;
}

/** tileAt returns where image `index` lies in a sheet of this size, in pixels; null when the sheet does not hold it. */
export function tileAt(index: number, sheet: ImageSize, tile: ImageSize): { x: number; y: number } | null {
  const columns = Math.floor(sheet.width / tile.width);
  const row = Math.floor(index / columns);
  return (row + 1) * tile.height <= sheet.height
    ? { x: (index % columns) * tile.width, y: row * tile.height }
    : null;
}

const PNG_SIGNATURE_BYTES = 8;
/** Length and type. */
const CHUNK_HEADER_BYTES = 8;
const CHECKSUM_BYTES = 4;
const MOST_TEXT_BYTES = 100;
const TILE_TEXT = new RegExp(`^${TILE_KEYWORD}\0([1-9]\\d{0,3})x([1-9]\\d{0,3})$`);
