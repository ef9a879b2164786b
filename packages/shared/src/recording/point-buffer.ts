import type { Attempt, Point, PointBatch } from './recording-store.ts';

/** PointColumns is a PointBuffer as plain data, for a spool file. */
export type PointColumns = Pick<
  PointBatch,
  'names' | 'series' | 'steps' | 'epochs' | 'values' | 'wallTimesMs'
>;

/** PointBuffer collects points in columns until they are written. */
export type PointBuffer = {
  readonly length: number;
  add(point: Point): void;
  toColumns(): PointColumns;
  toBatch(batch: Attempt & { id: string; notify: boolean }): PointBatch;
};

/** createPointBuffer returns an empty buffer, or one that holds what a spool file kept. */
export function createPointBuffer(kept?: PointColumns): PointBuffer {
  const names = [...(kept?.names ?? [])];
  const series = [...(kept?.series ?? [])];
  const steps = [...(kept?.steps ?? [])];
  const epochs = [...(kept?.epochs ?? [])];
  const values = [...(kept?.values ?? [])];
  const wallTimesMs = [...(kept?.wallTimesMs ?? [])];
  const indexOf = new Map(names.map((name, index) => [name, index]));

  const toColumns = (): PointColumns => ({ names, series, steps, epochs, values, wallTimesMs });
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
    toColumns,
    toBatch: (batch) => ({ ...batch, ...toColumns() }),
  };
}
