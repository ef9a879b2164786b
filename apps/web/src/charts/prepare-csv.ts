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
  const epochOf = (step: number) => (stepsPerEpoch === null ? '' : Number((step / stepsPerEpoch).toFixed(4)));
  const timeOf = (step: number) => {
    const timeMs = clock?.stepToTimeMs(step) ?? null;
    return timeMs === null ? '' : Math.round(timeMs);
  };
  const lines = series.flatMap(({ name, steps, values }) =>
    steps.map((step, i) => [quote(name), step, epochOf(step), timeOf(step), values[i] ?? 'NaN'].join(',')),
  );
  return ['series,step,epoch,wall_time_ms,value', ...lines, ''].join('\n');
}

/** A name may hold commas and quotes; one that a spreadsheet would take for a formula is made plain text. */
function quote(name: string): string {
  const plain = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
