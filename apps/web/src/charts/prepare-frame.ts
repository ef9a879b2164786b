import { formatCount, formatNats } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import {
  type ChartLine,
  type ChartReference,
  isWithin,
  type SeriesValues,
  type StepAxis,
} from './chart-model.ts';

/** What of the values fits the frame, and the sentences that say what does not. */

/** The first batches of an untrained model lie far above all that follows: the highest of these do not stretch the frame. */
const KEPT_SHARE = 0.95;
/** They are cut off only where showing them would make the frame so many times as high. */
const WORTH_CUTTING = 1.5;
/** A reference may make the frame so many times as high, and no more. */
const MOST_STRETCH = 3;

/** Frame is the range of values to show. */
export type Frame = { readonly low: number; readonly high: number };

/**
 * frameOf returns a range that holds every value in sight of the lines; with `trim`, all but the highest twentieth of
 * each soft line, and of points, where these would flatten the rest. Hidden lines do not count. Null when there is nothing to show.
 */
export function frameOf(
  lines: readonly ChartLine[],
  { axis, trim }: { axis: StepAxis; trim: boolean },
): Frame | null {
  const shown = lines.filter((line) => !line.hidden).map((line) => ({ line, ranges: rangesOf(line, axis) }));
  const ranges = shown.flatMap((one) => one.ranges);
  if (ranges.length === 0) return null;
  const low = ranges.reduce((least, range) => Math.min(least, range.low), Number.POSITIVE_INFINITY);
  const highest = (softShare: number) =>
    shown.reduce(
      (most, one) => Math.max(most, upperBound(one.ranges, canBeCut(one.line) ? softShare : 1)),
      Number.NEGATIVE_INFINITY,
    );
  const trimmed = highest(KEPT_SHARE);
  const isWorthCutting = trim && highest(1) - low > (trimmed - low) * WORTH_CUTTING;
  return { low, high: isWorthCutting ? trimmed : highest(1) };
}

function canBeCut({ look }: ChartLine): boolean {
  return look === 'soft' || look === 'points';
}

/** countAbove returns how many places of the lines in sight reach above the top of the frame. */
export function countAbove(
  lines: readonly ChartLine[],
  { axis, top }: { axis: StepAxis; top: number },
): number {
  return lines
    .filter((line) => !line.hidden)
    .flatMap((line) => rangesOf(line, axis))
    .filter((range) => range.high > top).length;
}

/** The row before the frame and the one after it are drawn towards, not shown. */
function rangesOf(line: ChartLine, axis: StepAxis): Frame[] {
  return line.rows.flatMap(({ x, value, band }) => {
    if (value === null || !isWithin(axis, x)) return [];
    return [band ? { low: band[0], high: band[1] } : { low: value, high: value }];
  });
}

function upperBound(ranges: readonly Frame[], share: number): number {
  const sorted = ranges.map((range) => range.high).sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length - 1) * share)] ?? Number.NEGATIVE_INFINITY;
}

/** FramedReferences are the references that fit, the frame that holds them too, and those that lie outside. */
export type FramedReferences = {
  readonly frame: Frame;
  readonly inside: readonly ChartReference[];
  readonly outside: readonly ChartReference[];
};

/** fitReferences widens a frame for the references that are near, the nearest first; one far away would flatten the curves. */
export function fitReferences(frame: Frame, references: readonly ChartReference[]): FramedReferences {
  const mostSpan = (frame.high - frame.low || Math.abs(frame.high) * 0.1) * MOST_STRETCH;
  const distanceOf = ({ value }: ChartReference) => Math.max(frame.low - value, value - frame.high, 0);
  let framed = frame;
  const inside = new Set<ChartReference>();
  for (const reference of [...references].sort((a, b) => distanceOf(a) - distanceOf(b))) {
    const low = Math.min(framed.low, reference.value);
    const high = Math.max(framed.high, reference.value);
    if (high - low > mostSpan) continue;
    framed = { low, high };
    inside.add(reference);
  }
  return {
    frame: framed,
    inside: references.filter((reference) => inside.has(reference)),
    outside: references.filter((reference) => !inside.has(reference)),
  };
}

/** outsideNotes says which references, and how many places of the curves, lie outside the frame. */
export function outsideNotes(above: number, references: readonly ChartReference[]): string[] {
  const named = references.map(({ label, value }) => `${label} ${formatNats(value)}`).join(', ');
  return [
    ...(above === 1 ? [t('chart.note.outside.one')] : []),
    ...(above > 1 ? [t('chart.note.outside.other', { count: formatCount(above) })] : []),
    ...(named === '' ? [] : [t('chart.note.outside.references', { references: named })]),
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

/** reducedNotes says that several steps share a pixel, and what is drawn of them. */
export function reducedNotes(series: readonly SeriesValues[]): string[] {
  const steps = series.reduce((most, { stepsPerPixel }) => Math.max(most, stepsPerPixel), 1);
  return steps > 1 ? [t('chart.note.reduced', { steps: formatCount(steps) })] : [];
}

/** leftOutNotes says how many values a log scale has no place for. */
export function leftOutNotes(count: number): string[] {
  if (count === 0) return [];
  return [count === 1 ? t('chart.note.log.one') : t('chart.note.log.other', { count: formatCount(count) })];
}
