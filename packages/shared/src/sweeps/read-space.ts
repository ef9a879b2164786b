import { suggest } from '../suggest.ts';
import { type IssueList, type IssuePath, isMapping, type Mapping, show } from './issue-list.ts';
import {
  type NormalDistribution,
  normalDistributions,
  type ParameterSpace,
  type ParameterValue,
  type RangeDistribution,
  rangeDistributions,
} from './sweep-spec.ts';

/**
 * Reads W&B's shape of one parameter. This module knows distributions; what a key of the config takes of them is for
 * `check-space.ts`.
 */

/** IsWrittenAsReal tells of a number in a file whether it was written with a point or an exponent. */
export type IsWrittenAsReal = (path: IssuePath) => boolean;

const listDistributions = ['constant', 'categorical', 'categorical_w_probabilities'] as const;
const known: readonly string[] = [...listDistributions, ...rangeDistributions, ...normalDistributions];
const entries = ['value', 'values', 'probabilities', 'distribution', 'min', 'max', 'q', 'mu', 'sigma'];
const tolerance = 1e-6;

/** readSpace reads a parameter; null when it was refused. */
export function readSpace(
  path: IssuePath,
  input: unknown,
  { issues, isWrittenAsReal }: { issues: IssueList; isWrittenAsReal: IsWrittenAsReal },
): ParameterSpace | null {
  if (!isMapping(input)) {
    const example = Array.isArray(input) ? 'values: […]' : 'value: …';
    issues.refuse(path, `${show(input)} is refused. Write ${example}, or min: … and max: …`);
    return null;
  }
  if ('parameters' in input) {
    const advice = 'The config of a run is flat: name its keys beside each other.';
    issues.refuse([...path, 'parameters'], `Nested parameters are not supported. ${advice}`);
    return null;
  }
  const before = issues.issues.length;
  const isReal = (end: string) => isWrittenAsReal([...path, end]);
  const distribution = readDistribution(path, input, { issues, isReal });
  if (!distribution) return null;
  issues.refuseUnknownKeys(path, input, { what: 'known here', known: entries });
  if (issues.issues.length > before) return null;
  const space = readEntries({ path, input, distribution, issues });
  return issues.issues.length > before ? null : space;
}

function readDistribution(
  path: IssuePath,
  input: Mapping,
  { issues, isReal }: { issues: IssueList; isReal: (end: string) => boolean },
): string | null {
  const { distribution } = input;
  if (distribution === undefined) {
    const inferred = inferDistribution(input, isReal);
    if (!inferred) issues.refuse(path, adviceFor(input));
    return inferred;
  }
  if (typeof distribution === 'string' && known.includes(distribution)) return distribution;
  const close = typeof distribution === 'string' ? suggest(distribution, known) : '';
  issues.refuse(
    [...path, 'distribution'],
    `${show(distribution)} is not supported${close}. Distributions: ${known.join(', ')}.`,
  );
  return null;
}

/** W&B's default: by what is given, and between two ends by whether both are written as whole numbers. */
function inferDistribution(input: Mapping, isReal: (end: string) => boolean): string | null {
  if ('q' in input || 'mu' in input || 'sigma' in input) return null;
  if ('value' in input) return 'constant';
  if ('values' in input) return 'categorical';
  if (!('min' in input) && !('max' in input)) return null;
  const isWhole = (end: string) => (Number.isInteger(input[end]) || !(end in input)) && !isReal(end);
  return isWhole('min') && isWhole('max') ? 'int_uniform' : 'uniform';
}

function adviceFor(input: Mapping): string {
  if ('q' in input) return 'q goes with a distribution. Say which: distribution: q_uniform, for example.';
  if ('mu' in input || 'sigma' in input)
    return 'mu and sigma go with a distribution. Say distribution: normal.';
  return 'Nothing is said of its values. Give value, values, or min and max.';
}

type Reading = {
  readonly path: IssuePath;
  readonly input: Mapping;
  readonly distribution: string;
  readonly issues: IssueList;
};

function readEntries(reading: Reading): ParameterSpace | null {
  const { distribution, input, path, issues } = reading;
  const takes = entriesOf(distribution);
  for (const entry of Object.keys(input).filter((key) => key !== 'distribution' && !takes.includes(key))) {
    const message = `${entry} does not go with distribution ${distribution}, which takes ${takes.join(', ')}.`;
    issues.refuse([...path, entry], message);
  }
  if (isOneOf(rangeDistributions, distribution)) return readRange(reading, distribution);
  if (isOneOf(normalDistributions, distribution)) return readNormal(reading, distribution);
  if (distribution === 'constant') return { kind: 'value', value: input.value as ParameterValue };
  return readValues(reading);
}

function entriesOf(distribution: string): string[] {
  if (distribution === 'constant') return ['value'];
  if (isOneOf(listDistributions, distribution)) return ['values', 'probabilities'];
  const step = distribution.startsWith('q_') ? ['q'] : [];
  return [...(isOneOf(normalDistributions, distribution) ? ['mu', 'sigma'] : ['min', 'max']), ...step];
}

function isOneOf<const T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name);
}

function readValues({ path, input, distribution, issues }: Reading): ParameterSpace | null {
  const { values, probabilities } = input;
  if (!Array.isArray(values) || values.length === 0) {
    const found = Array.isArray(values) ? 'An empty list' : show(values);
    issues.refuse([...path, 'values'], `${found} is refused. Give a list of one value or more.`);
    return null;
  }
  if (probabilities === undefined) {
    if (distribution === 'categorical_w_probabilities') {
      issues.refuse([...path, 'probabilities'], `${distribution} needs probabilities, one for each value.`);
    }
    return { kind: 'values', values };
  }
  const problem = findProbabilitiesProblem(probabilities, values.length);
  if (problem) issues.refuse([...path, 'probabilities'], problem);
  return { kind: 'values', values, probabilities: probabilities as number[] };
}

function findProbabilitiesProblem(probabilities: unknown, count: number): string | null {
  if (!Array.isArray(probabilities) || probabilities.length !== count) {
    return `${show(probabilities)} is refused. Give as many probabilities as values: ${count}.`;
  }
  if (!probabilities.every((p) => typeof p === 'number' && p >= 0 && p <= 1)) {
    return `${show(probabilities)} is refused. A probability is a number from 0 to 1.`;
  }
  const sum = probabilities.reduce((total: number, p: number) => total + p, 0);
  return Math.abs(sum - 1) <= tolerance
    ? null
    : `The probabilities sum to ${Number(sum.toPrecision(6))}, not to 1.`;
}

function readRange(reading: Reading, distribution: RangeDistribution): ParameterSpace {
  const { path, issues } = reading;
  const min = readNumber(reading, 'min');
  const max = readNumber(reading, 'max');
  const refuse = (entry: string, message: string) => issues.refuse([...path, entry], message);
  if (min === max)
    refuse('max', `min and max are both ${min}. Give a range with two ends, or value: ${min}.`);
  if (min > max) refuse('max', `min ${min} lies above max ${max}. Exchange them.`);
  if (distribution.endsWith('_values') && min <= 0) {
    refuse('min', `${min} is refused: ${distribution} takes values above 0, which have a logarithm.`);
  }
  if (distribution === 'int_uniform') {
    for (const [entry, end] of [
      ['min', min],
      ['max', max],
    ] as const) {
      if (Number.isFinite(end) && !Number.isSafeInteger(end)) {
        refuse(
          entry,
          `${end} is refused: int_uniform takes whole numbers. Say distribution: uniform for others.`,
        );
      }
    }
  }
  return { kind: 'range', distribution, min, max, ...readStep(reading) };
}

function readNormal(reading: Reading, distribution: NormalDistribution): ParameterSpace {
  const mu = readNumber(reading, 'mu', 0);
  const sigma = readNumber(reading, 'sigma', 1);
  if (sigma <= 0) {
    const advice = 'A standard deviation is above 0; for one value say value.';
    reading.issues.refuse([...reading.path, 'sigma'], `${sigma} is refused. ${advice}`);
  }
  return { kind: 'normal', distribution, mu, sigma, ...readStep(reading) };
}

function readStep(reading: Reading): { q?: number } {
  if (!reading.distribution.startsWith('q_')) return {};
  const q = readNumber(reading, 'q', 1);
  if (q <= 0) reading.issues.refuse([...reading.path, 'q'], `${q} is refused. A step is a number above 0.`);
  return { q };
}

/** Reads a finite number; NaN when it was refused. */
function readNumber({ path, input, distribution, issues }: Reading, entry: string, usual?: number): number {
  const value = input[entry] === undefined ? usual : input[entry];
  // -0 is 0: it would be another number when what was read is compared.
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0;
  const message =
    value === undefined
      ? `${entry} is missing: ${distribution} takes ${entriesOf(distribution).join(', ')}.`
      : `${show(value)} is refused. Give a number.`;
  issues.refuse([...path, entry], message);
  return Number.NaN;
}
