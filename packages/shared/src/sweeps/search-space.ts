import { normalQuantile } from '../random/index.ts';
import type { NormalDistribution, ParameterSpace, ParameterValue, SweepMethod } from './sweep-spec.ts';

/**
 * The values of one swept key: drawn by a random search, counted off by a grid. The meanings are W&B's
 * (its documented distributions, and the quantile functions of its sweep controller).
 */

type Range = Extract<ParameterSpace, { kind: 'range' }>;
type Normal = Extract<ParameterSpace, { kind: 'normal' }>;

/** Digits of a drawn number: the 24 bits of a uniform are no more. It also makes the last bits of exp and log meaningless. */
const DRAWN_DIGITS = 7;
/** Digits of a multiple of a step, which takes the noise from 3 · 0.1. */
const STEP_DIGITS = 12;
/** A normal distribution has no ends; 99.7 % of it lie within so many sigma. */
const NORMAL_ENDS_SIGMA = 3;

/** drawValue returns the value at a place (0 < place < 1) of a space's distribution: its quantile. */
export function drawValue(space: ParameterSpace, place: number): ParameterValue {
  switch (space.kind) {
    case 'value':
      return space.value;
    case 'values':
      return space.values[chooseIndex(space, place)] as ParameterValue;
    case 'range':
      return drawFromRange(space, place);
    case 'normal':
      return drawFromNormal(space, place);
  }
}

/** countValues returns how many values a grid has to try of a space; null when it is continuous. */
export function countValues(space: ParameterSpace): number | null {
  if (space.kind === 'value') return 1;
  if (space.kind === 'values') return space.values.length;
  if (space.distribution === 'int_uniform') return space.max - space.min + 1;
  if (space.distribution !== 'q_uniform') return null;
  return Math.ceil(keepDigits((space.max - space.min) / stepOf(space), STEP_DIGITS));
}

/**
 * valueAt returns the value of a grid at an index below `countValues`. The steps of `q_uniform` begin at min and end below max,
 * as W&B's grid has them.
 */
export function valueAt(space: ParameterSpace, index: number): ParameterValue {
  if (space.kind === 'value') return space.value;
  if (space.kind === 'values') return space.values[index] as ParameterValue;
  if (space.kind === 'range' && countValues(space) !== null) {
    return keepDigits(space.min + index * stepOf(space), STEP_DIGITS);
  }
  throw new RangeError(`${space.distribution} is continuous: a grid has no value at ${index}.`);
}

/** SpaceEnds are the least and the greatest number that a space yields. */
export type SpaceEnds = { readonly low: number; readonly high: number };

/** findSpaceEnds returns the ends of a range as values, or what a normal one has at ±3 sigma; null for listed values. */
export function findSpaceEnds(space: ParameterSpace, method: SweepMethod): SpaceEnds | null {
  if (space.kind === 'value' || space.kind === 'values') return null;
  if (space.kind === 'normal') {
    const { mu, sigma } = space;
    const at = (sigmas: number) => finishNormal(space, mu + sigmas * sigma);
    return { low: at(-NORMAL_ENDS_SIGMA), high: at(NORMAL_ENDS_SIGMA) };
  }
  const count = countValues(space);
  if (method === 'grid' && count !== null) {
    return { low: valueAt(space, 0) as number, high: valueAt(space, count - 1) as number };
  }
  const { low, high } = bounds(space);
  if (space.q === undefined) return { low, high };
  // No draw is the upper end itself, so that a half there is never rounded up.
  return {
    low: quantize(low, space.q),
    high: keepDigits(Math.ceil(high / space.q - 0.5) * space.q, STEP_DIGITS),
  };
}

function drawFromRange(space: Range, place: number): number {
  const { min, max, q, distribution } = space;
  if (distribution === 'int_uniform') return min + Math.min(Math.floor(place * (max - min + 1)), max - min);
  const { low, high } = bounds(space);
  const value = isLogarithmic(distribution)
    ? Math.exp(Math.log(low) + place * (Math.log(high) - Math.log(low)))
    : low + place * (high - low);
  if (q !== undefined) return quantize(value, q);
  return Math.min(Math.max(keepDigits(value, DRAWN_DIGITS), low), high);
}

/** The ends of the value itself, from the units in which the distribution takes them. */
function bounds({ distribution, min, max }: Range): SpaceEnds {
  switch (distribution) {
    case 'log_uniform':
    case 'q_log_uniform':
      return { low: Math.exp(min), high: Math.exp(max) };
    case 'inv_log_uniform':
      return { low: Math.exp(-max), high: Math.exp(-min) };
    default:
      return { low: min, high: max };
  }
}

function isLogarithmic(distribution: Range['distribution']): boolean {
  return distribution.includes('log');
}

function drawFromNormal(space: Normal, place: number): number {
  return finishNormal(space, space.mu + space.sigma * normalQuantile(place));
}

function finishNormal({ distribution, q }: Normal, drawn: number): number {
  const value = isOfLogarithm(distribution) ? Math.exp(drawn) : drawn;
  return q === undefined ? keepDigits(value, DRAWN_DIGITS) : quantize(value, q);
}

function isOfLogarithm(distribution: NormalDistribution): boolean {
  return distribution === 'log_normal' || distribution === 'q_log_normal';
}

function chooseIndex(
  { values, probabilities }: Extract<ParameterSpace, { kind: 'values' }>,
  place: number,
): number {
  if (!probabilities) return Math.floor(place * values.length);
  let sum = 0;
  const index = probabilities.findIndex((probability) => {
    sum += probability;
    return place < sum;
  });
  // Probabilities that are rounded may sum to a little less than 1.
  return index === -1 ? probabilities.findLastIndex((probability) => probability > 0) : index;
}

function stepOf({ q }: Range): number {
  return q ?? 1;
}

function quantize(value: number, q: number): number {
  return keepDigits(Math.round(value / q) * q, STEP_DIGITS);
}

function keepDigits(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
