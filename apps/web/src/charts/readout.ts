import { formatNumber } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import type { ChartLine, ChartModel, ChartRow } from './chart-model.ts';

/** What the charts say about the place under the pointer. */

/** A line goes on being read so far beyond its ends, as a share of the frame. */
const REACH = 0.02;

/** rowAt returns the row of a line that is nearest to x, or null beyond its ends. */
export function rowAt(
  { rows }: Pick<ChartLine, 'rows'>,
  x: number,
  [from, to]: readonly [number, number],
): ChartRow | null {
  const right = firstIndexAtLeast(rows, x);
  const after = rows[right];
  const before = rows[right - 1];
  const nearest = !before ? after : !after || x - before.x <= after.x - x ? before : after;
  if (!nearest) return null;
  const isBeyond = (!before || !after) && Math.abs(nearest.x - x) > (to - from) * REACH;
  return isBeyond ? null : nearest;
}

/** readoutText writes the value of a row: lowest to highest where many steps share a pixel, "NaN" where there is none. */
export function readoutText(line: Pick<ChartLine, 'look'>, row: ChartRow | null): string {
  if (!row) return t('value.none');
  if (row.value === null) return t('chart.readout.nonFinite');
  if (row.smooth !== null) return formatNumber(row.smooth);
  if (line.look === 'area' || row.band === null) return formatNumber(row.value);
  return t('chart.readout.band', { low: formatNumber(row.band[0]), high: formatNumber(row.band[1]) });
}

/** heightOf returns the value at which a line is drawn in a row, or null in a gap. */
export function heightOf(line: Pick<ChartLine, 'look'>, row: ChartRow): number | null {
  if (row.value === null) return null;
  return line.look === 'area' ? (row.band?.[1] ?? null) : (row.smooth ?? row.value);
}

/** describeAt says in words what a chart shows at x. */
export function describeAt({ lines, xAxis }: Pick<ChartModel, 'lines' | 'xAxis'>, x: number): string {
  const values = lines
    .filter((line) => !line.hidden)
    .map((line) => `${line.label} ${readoutText(line, rowAt(line, x, xAxis.domain))}`);
  return [xAxis.describe(x), ...values].join(', ');
}

function firstIndexAtLeast(rows: readonly ChartRow[], x: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.x ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
