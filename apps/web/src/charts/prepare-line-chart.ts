import { formatNats } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import {
  type ChartColor,
  type ChartLine,
  type ChartReference,
  isEmptyChart,
  type LineChartModel,
  pointsOf,
  type SeriesValues,
  splitAtGaps,
} from './line-chart-model.ts';
import { prepareStepAxis, prepareValueAxis, type StepAxisInput, stepsPerEpochOf } from './prepare-axis.ts';
import { frameOf, nonFiniteNotes, outsideNotes } from './prepare-frame.ts';

/** LineStyle says how a series is drawn. */
export type LineStyle = {
  readonly name: string;
  readonly label: string;
  readonly color: ChartColor;
  readonly faint?: boolean;
};

/** LineChartInput is what all line charts are prepared from; each chart's own prepare function fills it in. */
export type LineChartInput = {
  readonly title: string;
  readonly series: readonly SeriesValues[];
  readonly styles: readonly LineStyle[];
  readonly unit: string;
  readonly progress: Omit<StepAxisInput, 'lastStep'>;
  readonly references?: readonly ChartReference[];
  readonly notes?: readonly string[];
  /** Values that the axis shows even when no point has them. */
  readonly alwaysShow?: readonly number[];
  readonly includeZero?: boolean;
  readonly wholeNumbers?: boolean;
};

/** prepareLineChart makes the model of a chart. A series without a style is not drawn, a style without a series neither. */
export function prepareLineChart(input: LineChartInput): LineChartModel {
  const byName = new Map(input.series.map((series) => [series.name, series]));
  const drawn = input.styles.flatMap((style) => {
    const series = byName.get(style.name);
    return series ? [{ style, series }] : [];
  });
  const lines = drawn.map(({ style, series }) => toLine(style, series));
  const references = isEmptyChart({ lines }) ? [] : (input.references ?? []);
  const frame = frameOf(lines, [
    ...references.map((reference) => reference.value),
    ...(input.alwaysShow ?? []),
  ]);
  const labels = new Map(input.styles.map((style) => [style.name, style.label]));
  return {
    title: input.title,
    lines,
    xAxis: prepareStepAxis({ ...input.progress, lastStep: lastStepOf(lines) }),
    yAxis: prepareValueAxis({
      low: frame?.low ?? 0,
      high: frame?.high ?? 1,
      label: input.unit,
      includeZero: input.includeZero,
      wholeNumbers: input.wholeNumbers,
    }),
    references,
    notes: [
      ...(input.notes ?? []),
      ...outsideNotes(frame?.above ?? 0),
      ...nonFiniteNotes(
        drawn.map(({ series }) => series),
        (name) => labels.get(name) ?? name,
      ),
    ],
    stepsPerEpoch: stepsPerEpochOf(input.progress),
  };
}

/** describeLineChart says in a sentence what a chart shows, for those who do not see it. */
export function describeLineChart({ title, yAxis, lines }: LineChartModel): string {
  const described = lines.map((line) => {
    const last = pointsOf(line).at(-1);
    return t('chart.summary.line', { label: line.label, value: formatNats(last?.value ?? null) });
  });
  return t('chart.summary', { title, unit: yAxis.label, lines: described.join(' ') });
}

function toLine({ name, label, color, faint = false }: LineStyle, series: SeriesValues): ChartLine {
  return { id: name, label, color, faint, segments: splitAtGaps(series) };
}

function lastStepOf(lines: readonly ChartLine[]): number {
  return lines.reduce((last, line) => Math.max(last, line.segments.at(-1)?.at(-1)?.step ?? 0), 0);
}
