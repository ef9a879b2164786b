import { fitScale } from './sprite-sheet.ts';

/** How large the fixed images are drawn. Pure. */

/** An image is about so large, CSS pixels: small enough to see many at once, large enough to see each. */
const SMALLEST_TARGET_PX = 34;
const LARGEST_TARGET_PX = 64;
const FULL_SCREEN_TARGET_PX = 96;
const TARGET_SHARE = 1 / 20;

/** CELL_GAP_PX stands between two cells of the grid. */
export const CELL_GAP_PX = 10;

/** GridLayout says how large a pixel is drawn, how wide a cell is, and how many stand in a row. */
export type GridLayout = { readonly scale: number; readonly cellPx: number; readonly columns: number };

/** layOutGrid fits cells of `imagesPerCell` images, a pixel apart, into a width. */
export function layOutGrid(input: {
  widthPx: number;
  imagePx: number;
  imagesPerCell: number;
  devicePixelRatio: number;
  fullScreen: boolean;
}): GridLayout {
  const { widthPx, imagePx, imagesPerCell, devicePixelRatio, fullScreen } = input;
  const targetPx = fullScreen
    ? FULL_SCREEN_TARGET_PX
    : Math.max(SMALLEST_TARGET_PX, Math.min(LARGEST_TARGET_PX, widthPx * TARGET_SHARE));
  const scale = fitScale({ imagePx, availablePx: targetPx, devicePixelRatio });
  const cellPx = (imagesPerCell * (imagePx + 1) - 1) * scale;
  const columns = Math.max(1, Math.floor((widthPx + CELL_GAP_PX) / (cellPx + CELL_GAP_PX)));
  return { scale, cellPx, columns };
}

/** placeByKey returns where an arrow key leads in a grid of so many cells, or null for a key that leads nowhere. */
export function placeByKey(
  key: string,
  at: number,
  { count, columns }: { count: number; columns: number },
): number | null {
  const moves: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: 0,
    End: count - 1,
  };
  const to = moves[key];
  return to === undefined ? null : to < 0 || to >= count ? at : to;
}
