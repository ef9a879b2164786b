import { formatCount, formatTick } from '../format/format-values.ts';
import type { RunClock } from '../live/run-clock.ts';
import { t } from '../messages/index.ts';
import type { ChartTick, StepAxis, StepRange } from './chart-model.ts';
import { multiplesWithin, niceStep } from './prepare-value-axis.ts';

/** The horizontal axis: optimiser steps, the same steps counted in epochs, or the time at which they were made. */

/** xModes lists what the horizontal axis may count. */
export const xModes = ['step', 'epoch', 'time'] as const;

/** XMode is what the horizontal axis counts. */
type XMode = (typeof xModes)[number];

/** RunLength is where a run ends, as far as it is known. */
export type RunLength = { readonly totalSteps: number; readonly totalEpochs: number };

/** StepAxisInput is what is counted, and over how much. */
export type StepAxisInput = {
  readonly mode: XMode;
  /** The last step that the frame of the whole run has room for. */
  readonly end: number;
  readonly length: RunLength;
  readonly clock: RunClock | null;
  /** The part to show. (Default: all.) */
  readonly zoom?: StepRange | null;
};

/** stepsPerEpochOf returns the steps of one epoch, or null when the totals are not known. */
export function stepsPerEpochOf({ totalSteps, totalEpochs }: RunLength): number | null {
  return totalSteps > 0 && totalEpochs > 0 ? totalSteps / totalEpochs : null;
}

/** prepareStepAxis makes the axis that all charts of a run share. It counts steps where epochs or times are not known. */
export function prepareStepAxis(input: StepAxisInput): StepAxis {
  const stepsPerEpoch = stepsPerEpochOf(input.length);
  const since = timeSinceStart(input.clock);
  const describe = (step: number) => describeStep(step, stepsPerEpoch, since);
  const steps = input.zoom ?? { from: 0, to: input.end };
  if (input.mode === 'time' && since) return timeAxis(input, since, describe);
  const domain = [steps.from, steps.to] as const;
  const toStep = (x: number) => Math.max(0, Math.round(x));
  const epochs = input.mode === 'epoch' ? stepsPerEpoch : null;
  return {
    domain,
    ticks: countTicks(domain, epochs),
    label: epochs === null ? t('chart.axis.step') : t('chart.axis.epoch', { steps: formatCount(epochs) }),
    toX: (step) => step,
    toStep,
    describe: (x) => describe(toStep(x)),
  };
}

/** A run that has just begun is shown in a part of its length; the frame grows three times at most. */
const FRAME_SHARES = [1 / 8, 1 / 4, 1 / 2, 1];

/** frameEndOf returns the end of the run, or of the eighth, quarter or half that it has reached: curves grow into a frame that stands still. */
export function frameEndOf(lastStep: number, length: RunLength): number {
  const reached = Math.max(lastStep, stepsPerEpochOf(length) ?? 1);
  const share = FRAME_SHARES.find((part) => part * length.totalSteps >= reached);
  return share ? share * length.totalSteps : reached;
}

function countTicks([from, to]: readonly [number, number], stepsPerEpoch: number | null): ChartTick[] {
  const unit = stepsPerEpoch ?? 1;
  const domain = [from / unit, to / unit] as const;
  const span = domain[1] - domain[0];
  const distance =
    stepsPerEpoch !== null && span < 1 && from > 0 ? niceStep(span) : Math.max(1, niceStep(span));
  return multiplesWithin(domain, distance).map((count) => ({
    at: count * unit,
    text: formatTick(count, distance),
  }));
}

function describeStep(
  step: number,
  stepsPerEpoch: number | null,
  since: ((step: number) => number) | null,
): string {
  return [
    t('chart.at.step', { step: formatCount(step) }),
    ...(stepsPerEpoch === null ? [] : [t('chart.at.epoch', { epoch: (step / stepsPerEpoch).toFixed(2) })]),
    ...(since === null ? [] : [formatClock(since(step), SECOND_MS)]),
  ].join(' · ');
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const TIME_TICKS_WANTED = 6;
const tickDistancesMs = [
  ...[1, 2, 5, 10, 20, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 4, 8, 12, 24, 48, 96, 192].map((hours) => hours * HOUR_MS),
];

function timeAxis(
  { end, zoom }: StepAxisInput,
  since: (step: number) => number,
  describe: (step: number) => string,
): StepAxis {
  const from = zoom ? since(zoom.from) : 0;
  const domain = [from, Math.max(since(zoom?.to ?? end), from + SECOND_MS)] as const;
  const distance =
    tickDistancesMs.find((candidate) => (domain[1] - domain[0]) / candidate <= TIME_TICKS_WANTED) ??
    HOUR_MS * 24 * niceStep((domain[1] - domain[0]) / HOUR_MS / 24);
  const toStep = (x: number) => stepAt(x, since, end);
  return {
    domain,
    ticks: multiplesWithin(domain, distance).map((at) => ({ at, text: formatClock(at, distance) })),
    label: t(distance < MINUTE_MS ? 'chart.axis.time.seconds' : 'chart.axis.time.minutes'),
    toX: since,
    toStep,
    describe: (x) => describe(toStep(x)),
  };
}

function timeSinceStart(clock: RunClock | null): ((step: number) => number) | null {
  const startMs = clock?.stepToTimeMs(0) ?? null;
  if (clock === null || startMs === null) return null;
  return (step) => (clock.stepToTimeMs(step) ?? startMs) - startMs;
}

/** The first step that was made at or after a time: time never runs backwards, so halving finds it. */
function stepAt(x: number, since: (step: number) => number, end: number): number {
  let low = 0;
  let high = Math.ceil(end);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (since(middle) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Hours and minutes, with seconds where the marks lie closer than a minute. */
function formatClock(timeMs: number, distanceMs: number): string {
  const seconds = Math.max(0, Math.round(timeMs / SECOND_MS));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const hoursAndMinutes = `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
  return distanceMs < MINUTE_MS ? `${hoursAndMinutes}:${two(seconds % 60)}` : hoursAndMinutes;
}
