/** PointIndex finds the point nearest to a place without looking at all of them. */
export type PointIndex = {
  /** nearest returns the number of the nearest shown point within a radius, or null. */
  nearest(x: number, y: number, radius: number): number | null;
};

/** About so many points share a cell. */
const POINTS_PER_CELL = 4;
const MOST_CELLS_A_SIDE = 256;

/**
 * createPointIndex sorts points into the cells of a grid. `xy` holds x and y in turn; `shown` are the numbers of the
 * points that can be found. Points that are not finite never are.
 */
export function createPointIndex(xy: Float32Array, shown: ArrayLike<number>): PointIndex {
  const grid = layGrid(xy, shown);
  const { minX, minY, side, cell, starts, sorted } = grid;
  return {
    nearest: (x, y, radius) => {
      let best: number | null = null;
      let bestSquared = radius * radius;
      const [fromColumn, toColumn] = [columnOf(grid, x - radius, minX), columnOf(grid, x + radius, minX)];
      const [fromRow, toRow] = [columnOf(grid, y - radius, minY), columnOf(grid, y + radius, minY)];
      for (let row = fromRow; row <= toRow; row++) {
        const end = starts[row * side + toColumn + 1] as number;
        for (let at = starts[row * side + fromColumn] as number; at < end; at++) {
          const point = sorted[at] as number;
          const squared = ((xy[point * 2] as number) - x) ** 2 + ((xy[point * 2 + 1] as number) - y) ** 2;
          if (squared > bestSquared) continue;
          bestSquared = squared;
          best = point;
        }
      }
      return cell > 0 ? best : null;
    },
  };
}

type Grid = {
  readonly minX: number;
  readonly minY: number;
  /** Cells a side. */
  readonly side: number;
  /** Length of a cell; 0 when there are no points. */
  readonly cell: number;
  /** Where the points of each cell begin in `sorted`, row by row, and one past the end. */
  readonly starts: Uint32Array;
  readonly sorted: Uint32Array;
};

function columnOf({ side, cell }: Pick<Grid, 'side' | 'cell'>, at: number, min: number): number {
  return Math.min(side - 1, Math.max(0, Math.floor((at - min) / cell)));
}

/** A counting sort by cell. */
function layGrid(xy: Float32Array, shown: ArrayLike<number>): Grid {
  const finite = Array.from(shown).filter(
    (i) => Number.isFinite(xy[i * 2] as number) && Number.isFinite(xy[i * 2 + 1] as number),
  );
  if (finite.length === 0) {
    return { minX: 0, minY: 0, side: 1, cell: 0, starts: new Uint32Array(2), sorted: new Uint32Array(0) };
  }
  const range = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const i of finite) {
    range.minX = Math.min(range.minX, xy[i * 2] as number);
    range.maxX = Math.max(range.maxX, xy[i * 2] as number);
    range.minY = Math.min(range.minY, xy[i * 2 + 1] as number);
    range.maxY = Math.max(range.maxY, xy[i * 2 + 1] as number);
  }
  const { minX, minY } = range;
  const side = Math.min(MOST_CELLS_A_SIDE, Math.ceil(Math.sqrt(finite.length / POINTS_PER_CELL)));
  const span = Math.max(range.maxX - minX, range.maxY - minY);
  const cell = (span > 0 ? span : 1) / side;
  const cells = finite.map(
    (i) =>
      columnOf({ side, cell }, xy[i * 2 + 1] as number, minY) * side +
      columnOf({ side, cell }, xy[i * 2] as number, minX),
  );
  const starts = new Uint32Array(side * side + 1);
  for (const at of cells) starts[at + 1] = (starts[at + 1] as number) + 1;
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  const next = starts.slice();
  const sorted = new Uint32Array(finite.length);
  finite.forEach((point, i) => {
    const at = cells[i] as number;
    sorted[next[at] as number] = point;
    next[at] = (next[at] as number) + 1;
  });
  return { minX, minY, side, cell, starts, sorted };
}
