import { findMetricDefinition, type RunConfig, type SeriesSummary } from '@laten/shared';
import type { ChartModel, SeriesValues } from '../../../charts/chart-model.ts';
import { type ChartView, prepareLineChart } from '../../../charts/prepare-line-chart.ts';
import type { RunLength } from '../../../charts/prepare-step-axis.ts';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import {
  chooseKlDimensions,
  KL_TOTAL,
  klDimensionNames,
  prepareKlDimensionsChart,
} from './prepare-kl-dimensions.ts';
import {
  equalLossNames,
  type LossConfig,
  lossSeriesNames,
  prepareLossCharts,
} from './prepare-loss-charts.ts';
import { prepareSystemCharts, systemSeriesNames } from './prepare-system-charts.ts';

/** Which charts a run has: a group for each question that people ask of a VAE, and one for what they logged themselves. */

/** ChartedRun is what of a run decides its charts. */
export type ChartedRun = {
  readonly config: LossConfig & Pick<RunConfig, 'latentDim'>;
  readonly summary: Readonly<Record<string, Pick<SeriesSummary, 'last' | 'best' | 'bestStep'>>>;
  readonly progress: RunLength;
};

/** ChartGroupId names a group; folded ones are remembered by it. */
type ChartGroupId = 'loss' | 'latent' | 'system' | 'other';

/** ChartGroup is a row of charts under a heading. */
export type ChartGroup = {
  readonly id: ChartGroupId;
  readonly charts: readonly ChartModel[];
  readonly note: string | null;
  /** Which part of the metrics is drawn, from 0, where they are too many for one; else null. */
  readonly page: { readonly at: number; readonly count: number } | null;
};

/** A person may log thousands of metrics; so many of them are drawn at a time. */
const OTHERS_OF_A_PAGE = 24;

/**
 * Points are reduced on the server to two under each of so many pixels: charts are about 600 px wide, and SVG stays
 * quick up to about 500 points a line.
 */
export const PLOT_WIDTH_PX = 250;

/** chartedSeriesNames lists the series that the charts of a run draw: what to ask the server for. */
export function chartedSeriesNames(run: ChartedRun, othersPage: number): string[] {
  return [
    ...namesWithACurve(run),
    ...chooseKlDimensions(run.summary).names,
    ...pageOfOthers(run, othersPage).names,
  ];
}

/** The series with a curve of their own in a chart that Laten knows. */
function namesWithACurve({ config, summary }: ChartedRun): string[] {
  return [...lossSeriesNames(config), 'active_units', ...systemSeriesNames(summary)];
}

/** seriesNamesOf lists the logged series behind a chart: for the KL of the dimensions all of them, not only those drawn. */
export function seriesNamesOf(chart: Pick<ChartModel, 'id' | 'lines'>, { summary }: ChartedRun): string[] {
  return chart.id === 'klDimensions'
    ? [KL_TOTAL, ...klDimensionNames(summary)]
    : chart.lines.map((line) => line.id);
}

/** prepareRunCharts makes the models of all charts of a run, by group. A group without charts is left out. */
export function prepareRunCharts({
  run,
  series,
  view,
  othersPage,
}: {
  readonly run: ChartedRun;
  readonly series: readonly SeriesValues[];
  readonly view: ChartView;
  readonly othersPage: number;
}): ChartGroup[] {
  const { config, summary, progress } = run;
  const groups: ChartGroup[] = [
    {
      id: 'loss',
      charts: prepareLossCharts({ series, config, summary, length: progress, view }),
      ...onePage,
    },
    {
      id: 'latent',
      charts: [
        prepareKlDimensionsChart({ series, chosen: chooseKlDimensions(summary), view }),
        prepareActiveUnitsChart({ series, latentDim: config.latentDim, view }),
      ],
      ...onePage,
    },
    { id: 'system', charts: prepareSystemCharts({ series, summary, view }), ...onePage },
    prepareOthers({ run, series, view, othersPage }),
  ];
  return groups.filter((group) => group.charts.length > 0);
}

type Input = { readonly series: readonly SeriesValues[]; readonly view: ChartView };

/** How many of the latent dimensions are in use; the axis ends at all of them. */
function prepareActiveUnitsChart({ series, view, latentDim }: Input & { latentDim: number }): ChartModel {
  return prepareLineChart({
    id: 'activeUnits',
    title: t('chart.activeUnits'),
    series,
    styles: [{ name: 'active_units', label: t('chart.line.active_units'), color: 'violet' }],
    unit: t('chart.unit.dimensions'),
    view,
    alwaysShow: [latentDim],
    includeZero: true,
    wholeNumbers: true,
  });
}

const onePage = { note: null, page: null };

function prepareOthers(input: Input & { run: ChartedRun; othersPage: number }): ChartGroup {
  const { run, series, view, othersPage } = input;
  const { names, at, count, first, total } = pageOfOthers(run, othersPage);
  const charts = names.map((name) => prepareOtherChart({ name, series, view }));
  if (count <= 1) return { id: 'other', charts, ...onePage };
  const last = first + names.length - 1;
  const note = t('charts.group.other.page', {
    first: formatCount(first),
    last: formatCount(last),
    total: formatCount(total),
  });
  return { id: 'other', charts, note, page: { at, count } };
}

function prepareOtherChart({ name, series, view }: Input & { name: string }): ChartModel {
  return prepareLineChart({
    id: name,
    title: name,
    series,
    styles: [{ name, label: name, color: 'blue' }],
    unit: findMetricDefinition(name)?.unit ?? t('chart.unit.unknown'),
    view,
  });
}

/** The metrics of a page, by name, and where they stand among all, from 1. Of a page beyond the last, the last. */
function pageOfOthers(run: ChartedRun, page: number) {
  const all = otherNames(run);
  const count = Math.ceil(all.length / OTHERS_OF_A_PAGE);
  const at = Math.max(0, Math.min(page, count - 1));
  const begin = at * OTHERS_OF_A_PAGE;
  const names = all.slice(begin, begin + OTHERS_OF_A_PAGE);
  return { names, at, count, first: begin + 1, total: all.length };
}

/** All that was logged and that no other chart draws, whether Laten knows it or not: nothing falls between. */
function otherNames(run: ChartedRun): string[] {
  const seen = new Set([
    ...namesWithACurve(run),
    ...equalLossNames(run.config),
    ...klDimensionNames(run.summary),
  ]);
  return Object.keys(run.summary)
    .filter((name) => !seen.has(name))
    .sort();
}
