import type { ChartModel, SeriesValues } from '../../../charts/chart-model.ts';
import { type ChartView, type LineStyle, prepareLineChart } from '../../../charts/prepare-line-chart.ts';
import { scaleSeries } from '../../../charts/scale-series.ts';
import { t } from '../../../messages/index.ts';

/** How fast a run goes, and what it takes of its machine. Runs of older versions logged the speed only. */

type Summary = Readonly<Record<string, unknown>>;

/** MachineChart is a chart that a run has once it has logged one of its series. */
type MachineChart = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** The unit is so many of those that are logged. */
  readonly unitSize: number;
  readonly styles: readonly LineStyle[];
};

const THROUGHPUT = 'images_per_second';
const GIB_BYTES = 1024 ** 3;

const machineCharts: readonly MachineChart[] = [
  {
    id: 'processor',
    title: t('chart.processor'),
    unit: t('chart.unit.percentOfCore'),
    unitSize: 1,
    styles: [{ name: 'system/cpu_percent', label: t('chart.line.process'), color: 'blue' }],
  },
  {
    id: 'memory',
    title: t('chart.memory'),
    unit: t('chart.unit.gib'),
    unitSize: GIB_BYTES,
    styles: [
      { name: 'system/memory_bytes', label: t('chart.line.process'), color: 'blue' },
      { name: 'system/memory_free_bytes', label: t('chart.line.memoryFree'), color: 'teal' },
    ],
  },
  {
    id: 'freeDisk',
    title: t('chart.freeDisk'),
    unit: t('chart.unit.gib'),
    unitSize: GIB_BYTES,
    styles: [{ name: 'system/disk_free_bytes', label: t('chart.line.diskFree'), color: 'teal' }],
  },
];

/** systemSeriesNames lists the series that the system charts of a run draw: of the machine those that it has logged. */
export function systemSeriesNames(summary: Summary): string[] {
  const ofTheMachine = machineCharts.flatMap(({ styles }) => styles.map((style) => style.name));
  return [THROUGHPUT, ...ofTheMachine.filter((name) => Object.hasOwn(summary, name))];
}

/** prepareSystemCharts draws the throughput, and processor, memory and disk of a run that has logged them. */
export function prepareSystemCharts(input: {
  readonly series: readonly SeriesValues[];
  readonly summary: Summary;
  readonly view: ChartView;
}): ChartModel[] {
  const logged = new Set(systemSeriesNames(input.summary));
  const shown = machineCharts.filter(({ styles }) => styles.some((style) => logged.has(style.name)));
  return [prepareThroughputChart(input), ...shown.map((chart) => prepareMachineChart(chart, input))];
}

type Input = { readonly series: readonly SeriesValues[]; readonly view: ChartView };

function prepareThroughputChart({ series, view }: Input): ChartModel {
  return prepareLineChart({
    id: 'throughput',
    title: t('chart.throughput'),
    series,
    styles: [{ name: THROUGHPUT, label: t('chart.line.images_per_second'), color: 'blue', look: 'soft' }],
    unit: t('chart.unit.imagesPerSecond'),
    view,
    includeZero: true,
  });
}

/** From zero: what matters is how near to nothing the machine is, not that it changed a little. */
function prepareMachineChart({ unitSize, ...chart }: MachineChart, { series, view }: Input): ChartModel {
  const own = series.filter(({ name }) => chart.styles.some((style) => style.name === name));
  return prepareLineChart({
    ...chart,
    series: own.map((one) => scaleSeries(one, unitSize)),
    view,
    includeZero: true,
  });
}
