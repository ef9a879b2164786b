import type { Point, PointBatch } from './recording-store.ts';

/** PointColumns is points in columns as plain data, for a store or a spool. */
export type PointColumns = Pick<
  PointBatch,
  'names' | 'series' | 'steps' | 'epochs' | 'values' | 'wallTimesMs'
>;

/** PointBuffer collects points in columns until they are written. */
export type PointBuffer = {
  readonly length: number;
  add(point: Point): void;
  /** toColumns gives the columns themselves: nothing is to be added afterwards. */
  toColumns(): PointColumns;
};

/** joinColumns puts batches behind one another into one. */
export function joinColumns(parts: readonly PointColumns[]): PointColumns {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const names = [...new Set(parts.flatMap((part) => part.names))];
  const indexOf = new Map(names.map((name, index) => [name, index]));
  return {
    names,
    series: parts.flatMap((part) => part.series.map((index) => indexOf.get(part.names[index] ?? '') ?? 0)),
    steps: parts.flatMap((part) => part.steps),
    epochs: parts.flatMap((part) => part.epochs),
    values: parts.flatMap((part) => part.values),
    wallTimesMs: parts.flatMap((part) => part.wallTimesMs),
  };
}

/** createPointBuffer returns an empty buffer. */
export function createPointBuffer(): PointBuffer {
  const names: string[] = [];
  const series: number[] = [];
  const steps: number[] = [];
  const epochs: number[] = [];
  const values: number[] = [];
  const wallTimesMs: number[] = [];
  const indexOf = new Map<string, number>();
  return {
    get length() {
      return series.length;
    },
    add(point) {
      let index = indexOf.get(point.name);
      if (index === undefined) {
        index = names.push(point.name) - 1;
        indexOf.set(point.name, index);
      }
      series.push(index);
      steps.push(point.step);
      epochs.push(point.epoch);
      values.push(point.value);
      wallTimesMs.push(point.wallTimeMs);
    },
    toColumns: () => ({ names, series, steps, epochs, values, wallTimesMs }),
  };
}
