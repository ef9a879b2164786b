import { type CsvValue, writeCsv } from '../format/write-csv.ts';
import type { RunClock } from '../live/run-clock.ts';
import type { SeriesValues } from './chart-model.ts';

/** The points of a chart as a CSV file: one line for each point, so that series with different steps fit. */

/** CsvInput is the points, and what leads from their steps to epochs and times. */
export type CsvInput = {
  readonly series: readonly Pick<SeriesValues, 'name' | 'steps' | 'values'>[];
  readonly stepsPerEpoch: number | null;
  readonly clock: RunClock | null;
};

/** prepareCsv writes `series,step,epoch,wall_time_ms,value`. A value that is not finite is NaN; times lie between known ones. */
export function prepareCsv({ series, stepsPerEpoch, clock }: CsvInput): string {
  const epochOf = (step: number) =>
    stepsPerEpoch === null ? null : Number((step / stepsPerEpoch).toFixed(4));
  const timeOf = (step: number) => {
    const timeMs = clock?.stepToTimeMs(step) ?? null;
    return timeMs === null ? null : Math.round(timeMs);
  };
  const rows = series.flatMap(({ name, steps, values }) =>
    steps.map((step, i): CsvValue[] => [name, step, epochOf(step), timeOf(step), values[i] ?? Number.NaN]),
  );
  return writeCsv([['series', 'step', 'epoch', 'wall_time_ms', 'value'], ...rows]);
}
