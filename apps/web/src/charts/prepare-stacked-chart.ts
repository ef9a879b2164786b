import { formatCount } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import {
  type ChartColor,
  type ChartLine,
  type ChartModel,
  type ChartRow,
  lastOf,
  type SeriesValues,
} from './chart-model.ts';
import { frameOf, nonFiniteNotes } from './prepare-frame.ts';
import type { ChartView } from './prepare-line-chart.ts';
import { prepareMarkers, prepareRows } from './prepare-rows.ts';
import { prepareValueAxis } from './prepare-value-axis.ts';

/** A chart of parts that add up: areas on top of each other. */

/** StackedPart is one part. It has a value at the steps of its series. */
export type StackedPart = {
  readonly name: string;
  readonly label: string;
  readonly color: ChartColor;
  readonly series: SeriesValues;
};

/** StackedChartInput is what a stacked chart is prepared from: its parts, the lowest first. */
export type StackedChartInput = {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly StackedPart[];
  readonly unit: string;
  readonly view: ChartView;
  readonly notes?: readonly string[];
};

/** prepareStackedChart puts each part on top of those before it. Hidden parts take no room. Its scale is always linear: parts add up. */
export function prepareStackedChart({
  id,
  title,
  parts,
  unit,
  view,
  notes = [],
}: StackedChartInput): ChartModel {
  const base = new Map<number, number>();
  const lines = parts.map((part): ChartLine => {
    const hidden = view.hidden.has(part.name);
    const { rows } = prepareRows({ ...view, series: part.series, log: false });
    return {
      id: part.name,
      label: part.label,
      color: part.color,
      look: 'area',
      hidden,
      rows: hidden ? rows : rows.map((row) => stackOn(base, row)),
      ...lastOf(part.series),
    };
  });
  const frame = frameOf(lines, { axis: view.axis, trim: false });
  const labels = new Map(parts.map((part) => [part.name, part.label]));
  return {
    id,
    title,
    lines,
    xAxis: view.axis,
    yAxis: prepareValueAxis({ low: 0, high: frame?.high ?? 1, label: unit, includeZero: true }),
    references: [],
    markers: parts
      .filter(({ name }) => !view.hidden.has(name))
      .flatMap(({ label, series }) =>
        prepareMarkers(series, view.axis, (step) =>
          t('chart.marker', { line: label, step: formatCount(step) }),
        ),
      ),
    best: null,
    notes: [
      ...notes,
      ...(view.log ? [t('chart.note.stackIsLinear')] : []),
      ...nonFiniteNotes(
        parts.map((part) => part.series),
        (name) => labels.get(name) ?? name,
      ),
    ],
  };
}

/** restOf returns what of a total its parts leave: at each step of the total, never below zero. */
export function restOf(name: string, total: SeriesValues, parts: readonly SeriesValues[]): SeriesValues {
  const sums = new Map<number, number>();
  for (const { steps, values } of parts) {
    for (const [i, step] of steps.entries()) sums.set(step, (sums.get(step) ?? 0) + (values[i] ?? 0));
  }
  const sumOfMeans = (i: number) => parts.reduce((sum, { pixels }) => sum + (pixels?.means[i] ?? 0), 0);
  const rest = (value: number | null, sum: number) => (value === null ? null : Math.max(0, value - sum));
  return {
    ...total,
    name,
    values: total.values.map((value, i) => rest(value, sums.get(total.steps[i] ?? -1) ?? 0)),
    pixels: total.pixels && {
      ...total.pixels,
      means: total.pixels.means.map((mean, i) => rest(mean, sumOfMeans(i))),
    },
    nonFinite: { count: 0, firstStep: null },
  };
}

/** The smoothed value stands in for the value: two areas for one part would not add up. */
function stackOn(base: Map<number, number>, row: ChartRow): ChartRow {
  const value = row.smooth ?? row.value;
  if (value === null) return { ...row, band: null, smooth: null };
  const from = base.get(row.step) ?? 0;
  base.set(row.step, from + value);
  return { ...row, value, band: [from, from + value], smooth: null };
}
