import { formatCount } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import { type ChartLine, pointsOf, type SeriesValues } from './line-chart-model.ts';

/** What of the values fits the frame, and the sentences that say what does not. */

/** The first batches of an untrained model lie far above all that follows: the highest of these do not stretch the frame. */
const KEPT_SHARE = 0.95;

/** Frame is the range of values to show, and how many points lie above it. */
export type Frame = { readonly low: number; readonly high: number; readonly above: number };

/**
 * frameOf returns a range that holds every point of the strong lines and all but the highest twentieth of each faint
 * one, and the given references. Null when there is nothing to show.
 */
export function frameOf(lines: readonly ChartLine[], references: readonly number[] = []): Frame | null {
  const values = lines.flatMap((line) => pointsOf(line).map((point) => point.value));
  if (values.length === 0) return null;
  const low = values.reduce((a, b) => Math.min(a, b), Math.min(...references));
  const high = lines.reduce((most, line) => Math.max(most, upperBoundOf(line)), Math.max(...references));
  return { low, high, above: values.filter((value) => value > high).length };
}

function upperBoundOf(line: ChartLine): number {
  const sorted = pointsOf(line)
    .map((point) => point.value)
    .sort((a, b) => a - b);
  const index = line.faint ? Math.ceil((sorted.length - 1) * KEPT_SHARE) : sorted.length - 1;
  return sorted[index] ?? Number.NEGATIVE_INFINITY;
}

/** outsideNotes says how many points lie above the frame. */
export function outsideNotes(above: number): string[] {
  if (above === 0) return [];
  return [
    above === 1 ? t('chart.note.outside.one') : t('chart.note.outside.other', { count: formatCount(above) }),
  ];
}

/** nonFiniteNotes says which series hold values that no chart can draw, and where the first one is. */
export function nonFiniteNotes(series: readonly SeriesValues[], labelOf: (name: string) => string): string[] {
  return series.flatMap(({ name, nonFinite: { count, firstStep } }) => {
    if (count === 0) return [];
    const values = { line: labelOf(name), step: formatCount(firstStep) };
    return [
      count === 1
        ? t('chart.note.nonFinite.one', values)
        : t('chart.note.nonFinite.other', { ...values, count: formatCount(count) }),
    ];
  });
}
