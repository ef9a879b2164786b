import { describeConfig } from '../config/describe-config.ts';
import type { ConfigKey, RunConfig } from '../config/run-config.ts';
import { limits } from '../limits.ts';
import type { ParameterSpace, ParameterValue, ParameterValues, SweepSpec } from './sweep-spec.ts';

/** Names and few words for sweeps, their trials and their search spaces. */

type Swept = Pick<SweepSpec, 'parameters' | 'seeds'>;

/** listSweptKeys returns the keys whose values differ between trials, in alphabetical order, and then `seed` if it has several. */
export function listSweptKeys({ parameters, seeds }: Swept): ConfigKey[] {
  const spaces = Object.entries(parameters) as [ConfigKey, ParameterSpace][];
  const keys = spaces.filter(([, space]) => isSwept(space)).map(([key]) => key);
  return seeds > 1 ? [...keys.toSorted(), 'seed'] : keys.toSorted();
}

function isSwept(space: ParameterSpace): boolean {
  return space.kind !== 'value' && !(space.kind === 'values' && space.values.length === 1);
}

/** pickSweptValues returns what a trial's config has for the swept keys. */
export function pickSweptValues(spec: Swept, config: RunConfig): ParameterValues {
  return Object.fromEntries(listSweptKeys(spec).map((key) => [key, config[key]]));
}

/** nameSweep names a sweep that nobody named: "beta × latentDim grid". */
export function nameSweep(spec: Swept & Pick<SweepSpec, 'method' | 'base'>): string {
  const keys = listSweptKeys(spec).filter((key) => key !== 'seed' || spec.parameters.seed !== undefined);
  const what = keys.length > 0 ? keys.join(' × ') : spec.base.preset;
  const how = keys.length === 0 && spec.seeds > 1 ? `${spec.seeds} seeds` : methodWords[spec.method];
  return `${what} ${how}`.slice(0, limits.sweepNameLength);
}

const methodWords = { grid: 'grid', random: 'random search' } as const;

/** nameTrial names a trial by its swept values: "beta=4 latentDim=8 seed=2". */
export function nameTrial(spec: Swept, config: RunConfig): string {
  const values = Object.entries(pickSweptValues(spec, config));
  if (values.length === 0) return describeConfig(config);
  const name = values.map(([key, value]) => `${key}=${formatParameter(value)}`).join(' ');
  return name.slice(0, limits.runNameLength);
}

/** describeSpace says in few words where the values of a key come from: "0.5, 1, 2", "log_uniform_values 0.0001 … 0.01". */
export function describeSpace(space: ParameterSpace): string {
  if (space.kind === 'value') return formatParameter(space.value);
  if (space.kind === 'values') return space.values.map(formatParameter).join(', ');
  const step = space.q === undefined ? '' : `, step ${space.q}`;
  const ends = space.kind === 'range' ? `${space.min} … ${space.max}` : `${space.mu} ± ${space.sigma}`;
  return `${space.distribution} ${ends}${step}`;
}

/** formatParameter writes a value as people read it: numbers with four digits, lists with commas, no limit as "all". */
export function formatParameter(value: ParameterValue): string {
  if (value === null) return 'all';
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'number' && !Number.isInteger(value)) return String(Number(value.toPrecision(4)));
  return String(value);
}
