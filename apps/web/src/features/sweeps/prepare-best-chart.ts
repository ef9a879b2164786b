import {
  findMetricDefinition,
  type PresetName,
  presets,
  type RunConfig,
  type SweepSpec,
} from '@laten/shared';
import type { ChartModel, SeriesValues, StepAxis, StepRange } from '../../charts/chart-model.ts';
import { prepareLineChart } from '../../charts/prepare-line-chart.ts';
import { prepareStepAxis } from '../../charts/prepare-step-axis.ts';
import { formatCount, formatDuration } from '../../format/format-values.ts';
import { type CsvValue, writeCsv } from '../../format/write-csv.ts';
import { createRunClock } from '../../live/run-clock.ts';
import { t } from '../../messages/index.ts';
import { describePixels } from '../runs/prepare-run-row.ts';
import type { BestPoint } from './sweep-types.ts';

/** The best value of a sweep so far, over the trials that have ended or over time; each trial's own stays behind it. */

/** bestAxes lists what the horizontal axis may count. */
export const bestAxes = ['trial', 'time'] as const;

/** BestAxis is what it counts. */
export type BestAxis = (typeof bestAxes)[number];

/** The last point is whole: so much room stays free behind it. */
const ROOM_SHARE = 0.015;

/** bestLines lists its lines. */
export const bestLines = ['trials', 'best'] as const;

/** More points than this run together, and take the browser long to draw. */
const MOST_POINTS = 1_000;

/** BestChartInput is what the chart is prepared from. `points` stand in the order in which the trials ended. */
export type BestChartInput = {
  readonly points: readonly BestPoint[];
  readonly spec: Pick<SweepSpec, 'metric' | 'parameters' | 'base'>;
  readonly startMs: number;
  readonly axis: BestAxis;
  /** The part to show, counted in trials; null for all. */
  readonly zoom: StepRange | null;
  readonly hidden: ReadonlySet<string>;
};

/** prepareBestChart makes the model of the chart. A trial is at the step of its place in the order. */
export function prepareBestChart(input: BestChartInput): ChartModel {
  const { points, spec, hidden, zoom } = input;
  const { name: metric } = spec.metric;
  const axis = prepareTrialAxis(input);
  const improvement = points.findLast((_, i) => isImprovement(points, i));
  const drawn = thin(points);
  const chart = prepareLineChart({
    id: 'best',
    title: t('sweep.best.chart', { metric }),
    series: [toSeries('trials', drawn, ({ value }) => value), toSeries('best', drawn, ({ best }) => best)],
    styles: [
      { name: 'trials', label: t('sweep.best.trials'), color: 'gray', look: 'points' },
      { name: 'best', label: t('sweep.best.line'), color: 'indigo', look: 'steps' },
    ],
    unit: unitOf(spec),
    view: { axis, zoomed: zoom !== null, log: false, smoothing: { weight: 0, unitSteps: 1 }, hidden },
    best: improvement && {
      line: 'best',
      step: points.indexOf(improvement) + 1,
      value: improvement.best,
      label: t('sweep.best.of', { trial: improvement.trial }),
    },
  });
  // What is not finite is told among the failures: it is of a trial, not of a step.
  return { ...chart, markers: [], notes: [...chart.notes, ...thinnedNotes(drawn.length, points.length)] };
}

function thinnedNotes(shown: number, all: number): string[] {
  if (shown === all) return [];
  return [t('sweep.best.thinned', { shown: formatCount(shown), all: formatCount(all) })];
}

type NumberedPoint = BestPoint & { readonly step: number };

function numbered(points: readonly BestPoint[]): NumberedPoint[] {
  return points.map((point, i) => ({ ...point, step: i + 1 }));
}

/** Evenly, the first and the last among them, and every one that was better than all before it. */
function thin(points: readonly BestPoint[]): NumberedPoint[] {
  const all = numbered(points);
  if (all.length <= MOST_POINTS) return all;
  const every = (all.length - 1) / (MOST_POINTS - 1);
  const kept = new Set(Array.from({ length: MOST_POINTS }, (_, i) => Math.round(i * every)));
  return all.filter((_, i) => kept.has(i) || isImprovement(points, i));
}

/** Of equals the first one is the best. */
function isImprovement(points: readonly BestPoint[], i: number): boolean {
  return points[i]?.best !== points[i - 1]?.best;
}

function toSeries(
  name: string,
  points: readonly NumberedPoint[],
  of: (point: BestPoint) => number | null,
): SeriesValues {
  return {
    name,
    steps: points.map(({ step }) => step),
    values: points.map((point) => finiteOrNull(of(point))),
    stepsPerPixel: 1,
    pixels: null,
    nonFinite: { count: 0, firstStep: null },
  };
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

/** The axes of a run's charts count steps, or the time at which they were made; here a step is a trial that has ended. */
function prepareTrialAxis({ points, startMs, axis, zoom }: BestChartInput): StepAxis {
  const times = points.map(({ atMs }) => atMs);
  const clock = createRunClock({
    steps: [0, ...times.map((_, i) => i + 1)],
    wallTimesMs: [Math.min(startMs, times[0] ?? startMs), ...times],
  });
  const counted = prepareStepAxis({
    mode: axis === 'time' ? 'time' : 'step',
    end: Math.max(1, points.length),
    length: { totalSteps: 0, totalEpochs: 0 },
    clock,
    zoom,
  });
  const [from, to] = counted.domain;
  return {
    ...counted,
    domain: [from, to + (to - from) * ROOM_SHARE],
    label: t(`sweep.best.axis.${axis}.label`),
    describe: (x) => describePlace(points, counted.toStep(x), startMs),
  };
}

function describePlace(points: readonly BestPoint[], step: number, startMs: number): string {
  const point = points[step - 1];
  if (!point) return t('sweep.best.start');
  return t('sweep.best.at', {
    trial: point.trial,
    count: formatCount(step),
    time: formatDuration(Math.max(0, point.atMs - startMs)),
  });
}

/** What the values are measured in; losses also say on which pixels. */
function unitOf({ metric, parameters, base }: BestChartInput['spec']): string {
  const definition = findMetricDefinition(metric.name);
  if (!definition || definition.unit === 'none') return t('chart.unit.unknown');
  if (definition.unit === 'nats/image' && definition.dependsOnLikelihood) {
    return t('chart.unit.natsPerImage', { pixels: describePixels(likelihoodsOf({ parameters, base })) });
  }
  return definition.unit;
}

function likelihoodsOf({
  parameters,
  base,
}: Pick<SweepSpec, 'parameters' | 'base'>): RunConfig['likelihood'][] {
  const space = parameters.likelihood;
  if (space?.kind === 'values') return space.values as RunConfig['likelihood'][];
  if (space?.kind === 'value') return [space.value as RunConfig['likelihood']];
  const preset = presets[base.preset as PresetName];
  return [
    (base.overrides.likelihood as RunConfig['likelihood'] | undefined) ?? preset?.likelihood ?? 'bernoulli',
  ];
}

/** writeBestCsv writes the points as a CSV file, in the order in which the trials ended. */
export function writeBestCsv(points: readonly BestPoint[]): string {
  const rows = points.map(({ trial, runId, atMs, value, best }): CsvValue[] => [
    trial,
    runId,
    new Date(atMs).toISOString(),
    value,
    best,
  ]);
  return writeCsv([['trial', 'run', 'ended_at', 'value', 'best_so_far'], ...rows]);
}
