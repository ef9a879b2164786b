import { formatTick } from '../format/format-values.ts';
import type { ValueAxis } from './chart-model.ts';

/** The vertical axis: its domain, and ticks at numbers that people read easily. */

const TICKS_WANTED = 5;
const MOST_TICKS = 7;
const FEWEST_LOG_TICKS = 3;
/** Share of the range that stays free above and below. */
const ROOM = 0.05;

/** niceStep returns 1, 2 or 5 times a power of ten: the distance of about `count` ticks over a span. */
export function niceStep(span: number, count: number = TICKS_WANTED): number {
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = rough / power;
  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

/** multiplesWithin returns the multiples of a step that lie in a range, without rounding noise. */
export function multiplesWithin([from, to]: readonly [number, number], step: number): number[] {
  const noise = 1e-9;
  const first = Math.ceil(from / step - noise);
  const count = Math.floor(to / step + noise) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => roundTo((first + i) * step, step));
}

/** ValueAxisInput is the lowest and highest value to show. `includeZero` begins a linear axis at zero; `wholeNumbers` has no ticks between. */
export type ValueAxisInput = {
  readonly low: number;
  readonly high: number;
  readonly label: string;
  readonly scale?: ValueAxis['scale'];
  readonly includeZero?: boolean;
  readonly wholeNumbers?: boolean;
};

/** prepareValueAxis leaves a little room around a range and puts ticks inside. A range without width gets one. */
export function prepareValueAxis(input: ValueAxisInput): ValueAxis {
  return input.scale === 'log' ? logAxis(input) : linearAxis(input);
}

function linearAxis({
  low,
  high,
  label,
  includeZero = false,
  wholeNumbers = false,
}: ValueAxisInput): ValueAxis {
  const from = includeZero ? Math.min(0, low) : low;
  const span = high > from ? high - from : Math.max(Math.abs(high) * 0.1, wholeNumbers ? 1 : 0.1);
  const room = span * ROOM;
  const domain = [from === 0 && includeZero ? 0 : from - room, from + span + room] as const;
  const step = Math.max(niceStep(span), wholeNumbers ? 1 : 0);
  return { label, scale: 'linear', domain, ticks: toTicks(multiplesWithin(domain, step)) };
}

function logAxis({ low, high, label }: ValueAxisInput): ValueAxis {
  const room = high > low ? (high / low) ** ROOM : 2;
  const domain = [low / room, high * room] as const;
  const choices = [
    decadesWithin(domain, [1]),
    decadesWithin(domain, [1, 2, 5]),
    multiplesWithin(domain, niceStep(domain[1] - domain[0])).filter((at) => at > 0),
  ];
  const ticks = choices.find((choice) => choice.length >= FEWEST_LOG_TICKS) ?? choices[2] ?? [];
  const every = Math.ceil(ticks.length / MOST_TICKS);
  return { label, scale: 'log', domain, ticks: toTicks(ticks.filter((_, i) => i % every === 0)) };
}

function decadesWithin([from, to]: readonly [number, number], factors: readonly number[]): number[] {
  const first = Math.floor(Math.log10(from));
  const last = Math.floor(Math.log10(to));
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
    .filter((at) => at >= from && at <= to);
}

function toTicks(values: readonly number[]): ValueAxis['ticks'] {
  return values.map((at, i) => ({ at, text: formatTick(at, distanceToNeighbour(values, i)) }));
}

/** A tick that stands alone is written with four digits. */
function distanceToNeighbour(values: readonly number[], i: number): number {
  const at = values[i] ?? 0;
  const neighbours = [values[i - 1], values[i + 1]].filter((value) => value !== undefined);
  const alone = Math.abs(at) / 1000 || 1;
  return neighbours.length > 0 ? Math.min(...neighbours.map((value) => Math.abs(value - at))) : alone;
}

function roundTo(value: number, step: number): number {
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  return Number(value.toFixed(Math.min(decimals + 1, 20)));
}
