import { formatCount, formatNumber } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import {
  type BestPoint,
  type ChartColor,
  type ChartLine,
  type ChartModel,
  type ChartReference,
  isEmptyChart,
  type LineLook,
  lastOf,
  type SeriesValues,
  type StepAxis,
} from './chart-model.ts';
import {
  countAbove,
  fitReferences,
  frameOf,
  leftOutNotes,
  nonFiniteNotes,
  outsideNotes,
  reducedNotes,
} from './prepare-frame.ts';
import { prepareMarkers, prepareRows } from './prepare-rows.ts';
import { prepareValueAxis } from './prepare-value-axis.ts';

/** ChartView is how all charts of a run are looked at. */
export type ChartView = {
  readonly axis: StepAxis;
  /** Whether the axis shows a part that a person chose: then nothing is cut off. */
  readonly zoomed: boolean;
  readonly log: boolean;
  readonly smoothing: { readonly weight: number; readonly unitSteps: number };
  readonly hidden: ReadonlySet<string>;
};

/** LineStyle says how a series is drawn. */
export type LineStyle = {
  readonly name: string;
  readonly label: string;
  readonly color: ChartColor;
  readonly look?: LineLook;
};

/** LineChartInput is what all line charts are prepared from. */
export type LineChartInput = {
  readonly id: string;
  readonly title: string;
  readonly series: readonly SeriesValues[];
  readonly styles: readonly LineStyle[];
  readonly unit: string;
  readonly view: ChartView;
  readonly references?: readonly ChartReference[];
  /** The best value of a line, and where it is in words. */
  readonly best?: (Omit<BestPoint, 'x'> & { readonly step: number; readonly line: string }) | null;
  /** Values that the axis shows even when no point has them. */
  readonly alwaysShow?: readonly number[];
  readonly includeZero?: boolean;
  readonly wholeNumbers?: boolean;
};

/** prepareLineChart makes the model of a chart. A series without a style is not drawn, a style without a series neither. */
export function prepareLineChart(input: LineChartInput): ChartModel {
  const { view, styles } = input;
  const byName = new Map(input.series.map((series) => [series.name, series]));
  const drawn = styles.flatMap((style) => {
    const series = byName.get(style.name);
    return series ? [{ style, series, ...prepareRows({ ...view, series }) }] : [];
  });
  const lines = drawn.map(({ style, series, rows }) => toLine({ style, series, rows, view }));
  const shownSeries = drawn.filter(({ style }) => !view.hidden.has(style.name)).map(({ series }) => series);
  const { yAxis, inside, outside, above } = frameChart(input, lines);
  const labelOf = (name: string) => styles.find((style) => style.name === name)?.label ?? name;
  return {
    id: input.id,
    title: input.title,
    lines,
    xAxis: view.axis,
    yAxis,
    references: inside,
    markers: shownSeries.flatMap((series) =>
      prepareMarkers(series, view.axis, (step) =>
        t('chart.marker', { line: labelOf(series.name), step: formatCount(step) }),
      ),
    ),
    best: prepareBest(input),
    notes: [
      ...outsideNotes(above, outside),
      ...leftOutNotes(drawn.reduce((sum, { leftOut }) => sum + leftOut, 0)),
      ...nonFiniteNotes(shownSeries, labelOf),
      ...reducedNotes(shownSeries),
    ],
  };
}

/** describeChart says in a sentence what a chart shows, for those who do not see it. */
export function describeChart({ title, yAxis, lines }: ChartModel): string {
  const described = lines.map(({ label, last }) =>
    t('chart.summary.line', { label, value: formatNumber(last) }),
  );
  return t('chart.summary', { title, unit: yAxis.label, lines: described.join(' ') });
}

function toLine(input: {
  style: LineStyle;
  series: SeriesValues;
  rows: ChartLine['rows'];
  view: ChartView;
}): ChartLine {
  const { style, series, rows, view } = input;
  return {
    id: style.name,
    label: style.label,
    color: style.color,
    look: style.look ?? 'strong',
    hidden: view.hidden.has(style.name),
    rows,
    ...lastOf(series),
  };
}

function frameChart(input: LineChartInput, lines: readonly ChartLine[]) {
  const { view, alwaysShow = [] } = input;
  const scale = view.log ? 'log' : 'linear';
  const frame = frameOf(lines, { axis: view.axis, trim: !view.zoomed && !view.log });
  const { low, high } = frame ?? (view.log ? { low: 1, high: 10 } : { low: 0, high: 1 });
  const wanted = alwaysShow.filter((value) => !view.log || value > 0);
  const widened = { low: Math.min(low, ...wanted), high: Math.max(high, ...wanted) };
  const references = isEmptyChart({ lines }) ? [] : (input.references ?? []);
  const { frame: framed, inside, outside } = fitReferences(widened, references);
  const { unit: label, includeZero, wholeNumbers } = input;
  const yAxis = prepareValueAxis({ ...framed, label, scale, includeZero, wholeNumbers });
  const above = countAbove(lines, { axis: view.axis, top: yAxis.domain[1] });
  return { yAxis, inside, outside, above };
}

function prepareBest({ best, view }: LineChartInput): ChartModel['best'] {
  if (!best || view.hidden.has(best.line)) return null;
  return { x: view.axis.toX(best.step), value: best.value, label: best.label };
}
