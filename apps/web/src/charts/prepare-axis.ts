import { formatCount, formatTick } from '../format/format-values.ts';
import { t } from '../messages/index.ts';
import type { ChartAxis } from './line-chart-model.ts';

/** Axes: domains, and ticks at numbers that people read easily. */

const TICKS_WANTED = 5;
/** Share of the range that stays free above and below. */
const ROOM = 0.05;

/** niceStep returns 1, 2 or 5 times a power of ten: the distance of about `count` ticks over a span. */
export function niceStep(span: number, count: number = TICKS_WANTED): number {
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = rough / power;
  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

/** ValueAxisInput is the lowest and highest value to show. `includeZero` begins the axis at zero; `wholeNumbers` has no ticks between. */
export type ValueAxisInput = {
  readonly low: number;
  readonly high: number;
  readonly label: string;
  readonly includeZero?: boolean;
  readonly wholeNumbers?: boolean;
};

/** prepareValueAxis leaves a little room around a range and puts ticks inside. A range without width gets one. */
export function prepareValueAxis({
  low,
  high,
  label,
  includeZero = false,
  wholeNumbers = false,
}: ValueAxisInput): ChartAxis {
  const from = includeZero ? Math.min(0, low) : low;
  const span = high > from ? high - from : Math.max(Math.abs(high) * 0.1, wholeNumbers ? 1 : 0.1);
  const room = span * ROOM;
  const domain = [from === 0 && includeZero ? 0 : from - room, from + span + room] as const;
  const step = Math.max(niceStep(span), wholeNumbers ? 1 : 0);
  const first = Math.ceil(domain[0] / step);
  const count = Math.floor(domain[1] / step) - first + 1;
  const ticks = Array.from({ length: count }, (_, i) => roundTo((first + i) * step, step));
  return { label, domain, ticks: ticks.map((at) => ({ at, text: formatTick(at) })) };
}

/** StepAxisInput is where a run stands, as far as it is known. */
export type StepAxisInput = {
  readonly lastStep: number;
  readonly totalSteps: number;
  readonly totalEpochs: number;
};

/** stepsPerEpochOf returns the steps of one epoch, or null when the totals are not known. */
export function stepsPerEpochOf({ totalSteps, totalEpochs }: Omit<StepAxisInput, 'lastStep'>): number | null {
  return totalSteps > 0 && totalEpochs > 0 ? totalSteps / totalEpochs : null;
}

/** A run that has just begun is shown in a part of its length; the frame grows three times at most. */
const FRAME_SHARES = [1 / 8, 1 / 4, 1 / 2, 1];

/** prepareStepAxis spans the run, or the eighth, quarter or half that it has reached: curves grow into a frame that stands still. */
export function prepareStepAxis(input: StepAxisInput): ChartAxis {
  const stepsPerEpoch = stepsPerEpochOf(input);
  const reached = Math.max(input.lastStep, stepsPerEpoch ?? 1);
  const share = FRAME_SHARES.find((part) => part * input.totalSteps >= reached);
  const end = share ? share * input.totalSteps : reached;
  const unit = stepsPerEpoch ?? 1;
  const tickUnits = Math.max(1, niceStep(end / unit));
  const count = Math.floor(end / unit / tickUnits + 1e-9);
  const ticks = Array.from({ length: count + 1 }, (_, i) => ({
    at: i * tickUnits * unit,
    text: formatTick(i * tickUnits),
  }));
  const label =
    stepsPerEpoch === null
      ? t('chart.axis.step')
      : t('chart.axis.epoch', { steps: formatCount(stepsPerEpoch) });
  return { label, domain: [0, end], ticks };
}

function roundTo(value: number, step: number): number {
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  return Number(value.toFixed(Math.min(decimals + 1, 20)));
}
