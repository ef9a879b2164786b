import type { ChartMarker, ChartRow, SeriesValues, StepAxis } from './chart-model.ts';
import { isWithin } from './chart-model.ts';
import { smoothValues } from './smooth-values.ts';

/** From the points of a series to the rows of a line. */

/** RowsInput says how the points of a series are read. */
export type RowsInput = {
  readonly series: SeriesValues;
  readonly axis: StepAxis;
  /** A logarithm has no place for zero and below: such values become gaps. */
  readonly log: boolean;
  readonly smoothing: { readonly weight: number; readonly unitSteps: number };
};

/** PreparedRows are the rows in sight, with one more at either end, and how many values the log scale left out. */
export type PreparedRows = { readonly rows: readonly ChartRow[]; readonly leftOut: number };

type Span = {
  readonly step: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly mean: number | null;
};

/** What was made of a series last. While a run trains most series stay the same from one drawing to the next. */
const prepared = new WeakMap<SeriesValues, { readonly input: RowsInput; readonly result: PreparedRows }>();

/** prepareRows places, smooths and cuts the points of a series. The same series looked at in the same way gives the same rows again. */
export function prepareRows(input: RowsInput): PreparedRows {
  const last = prepared.get(input.series);
  if (last && isSameView(last.input, input)) return last.result;
  const result = makeRows(input);
  prepared.set(input.series, { input, result });
  return result;
}

function isSameView(a: RowsInput, b: RowsInput): boolean {
  return (
    a.axis === b.axis &&
    a.log === b.log &&
    a.smoothing.weight === b.smoothing.weight &&
    a.smoothing.unitSteps === b.smoothing.unitSteps
  );
}

function makeRows({ series, axis, log, smoothing }: RowsInput): PreparedRows {
  const spans = spansOf(series);
  const kept = log ? spans.map(withoutNonPositive) : spans;
  const values = kept.map(({ mean }) => mean);
  const smooth =
    smoothing.weight > 0 ? smoothValues({ ...smoothing, steps: kept.map(({ step }) => step), values }) : null;
  const rows = kept.map(({ step, low, high }, i) => ({
    step,
    x: axis.toX(step),
    value: values[i] ?? null,
    band: series.stepsPerPixel > 1 && low !== null && high !== null ? ([low, high] as const) : null,
    smooth: smooth?.[i] ?? null,
  }));
  const leftOut = kept.filter(({ low }, i) => low === null && spans[i]?.low !== null).length;
  return { rows: inSight(rows, axis), leftOut };
}

/** More marks than this run together. */
const MOST_MARKERS = 40;

/** prepareMarkers returns the places in sight where a series is not a finite number, the first one always among them. */
export function prepareMarkers(
  { steps, values, nonFinite }: SeriesValues,
  axis: StepAxis,
  labelOf: (step: number) => string,
): ChartMarker[] {
  const gaps = new Set(steps.filter((_, i) => values[i] === null));
  if (nonFinite.firstStep !== null) gaps.add(nonFinite.firstStep);
  return [...gaps]
    .sort((a, b) => a - b)
    .map((step) => ({ x: axis.toX(step), label: labelOf(step) }))
    .filter(({ x }) => isWithin(axis, x))
    .slice(0, MOST_MARKERS);
}

/** One span for each point, or for each pixel when the points are reduced: its lowest and highest value, and its mean. */
function spansOf({ steps, values, stepsPerPixel, pixels: reduced }: SeriesValues): Span[] {
  if (!reduced) {
    return steps.map((step, i) => {
      const value = values[i] ?? null;
      return { step, low: value, high: value, mean: value };
    });
  }
  const { originStep, means } = reduced;
  const pixels = new Map<number, { low: number | null; high: number | null }>();
  steps.forEach((step, i) => {
    const pixel = Math.floor((step - originStep) / stepsPerPixel);
    const value = values[i] ?? null;
    const span = pixels.get(pixel) ?? { low: null, high: null };
    pixels.set(pixel, span);
    if (value === null) return;
    span.low = Math.min(span.low ?? value, value);
    span.high = Math.max(span.high ?? value, value);
  });
  const last = steps.at(-1) ?? 0;
  return [...pixels].map(([pixel, span], i) => ({
    step: Math.min(originStep + Math.floor((pixel + 0.5) * stepsPerPixel), last),
    ...span,
    mean: means[i] ?? null,
  }));
}

function withoutNonPositive(span: Span): Span {
  return span.low !== null && span.low <= 0 ? { step: span.step, low: null, high: null, mean: null } : span;
}

/** Curves go on to the edge of the frame: the nearest row outside stays at either end. */
function inSight(rows: readonly ChartRow[], { domain: [from, to] }: StepAxis): ChartRow[] {
  const first = rows.findIndex((row) => row.x >= from);
  const last = rows.findLastIndex((row) => row.x <= to);
  if (first === -1 || last === -1) return [];
  return rows.slice(Math.max(0, first - 1), last + 2);
}
