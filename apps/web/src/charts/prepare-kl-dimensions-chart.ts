import type { SeriesSummary } from '@laten/shared';
import { t } from '../messages/index.ts';
import type { ChartColor, LineChartModel, SeriesValues } from './line-chart-model.ts';
import type { StepAxisInput } from './prepare-axis.ts';
import { prepareLineChart } from './prepare-line-chart.ts';

/** More lines than this are not told apart, and are slow to draw. */
const MOST_DIMENSIONS = 20;
const FAMILY = 'val_kl_dimension/';

const colors: readonly ChartColor[] = [
  'orange',
  'indigo',
  'teal',
  'pink',
  'violet',
  'lime',
  'blue',
  'red',
  'cyan',
  'gray',
];

/** ChosenDimensions are the latent dimensions to draw, the largest last KL first, out of how many. */
export type ChosenDimensions = { readonly names: readonly string[]; readonly total: number };

/** chooseKlDimensions picks the dimensions with the largest last KL from a run's summary, at most 20. */
export function chooseKlDimensions(
  summary: Readonly<Record<string, Pick<SeriesSummary, 'last'>>>,
): ChosenDimensions {
  const all = Object.entries(summary).filter(([name]) => name.startsWith(FAMILY));
  const largestFirst = all
    .map(([name, { last }]) => ({
      name,
      last: Number.isFinite(last) ? Number(last) : Number.NEGATIVE_INFINITY,
    }))
    .sort((a, b) => b.last - a.last || indexOf(a.name) - indexOf(b.name));
  return { names: largestFirst.slice(0, MOST_DIMENSIONS).map(({ name }) => name), total: all.length };
}

/** prepareKlDimensionsChart draws the KL of each chosen dimension. A dimension keeps its colour whatever its rank. */
export function prepareKlDimensionsChart(input: {
  readonly series: readonly SeriesValues[];
  readonly chosen: ChosenDimensions;
  readonly progress: Omit<StepAxisInput, 'lastStep'>;
}): LineChartModel {
  const { series, chosen, progress } = input;
  const shown = chosen.names.length;
  return prepareLineChart({
    title: t('chart.klDimensions'),
    series,
    styles: chosen.names.map((name) => ({
      name,
      label: t('chart.line.dimension', { index: indexOf(name) }),
      color: colors[indexOf(name) % colors.length] ?? 'gray',
    })),
    unit: t('chart.unit.natsPerDimension'),
    progress,
    includeZero: true,
    notes: shown < chosen.total ? [t('chart.note.capped', { shown, total: chosen.total })] : [],
  });
}

function indexOf(name: string): number {
  return Number(name.slice(FAMILY.length));
}
