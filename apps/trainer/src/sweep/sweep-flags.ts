import { type ConfigKey, goalOfMetric, LatenError, parseAssignment, type SweepGoal } from '@laten/shared';
import type { SweepPath } from './parse-sweep-text.ts';
import { readSetSpaces, type SetSpace } from './read-set-space.ts';

/** What the flags of `sweep` say, each with the place where the same would stand in a file. */

/** SweepFlags are the flags of `sweep` that say what is searched, as typed. */
export type SweepFlags = {
  readonly set: readonly string[];
  readonly method?: string;
  readonly trials?: string;
  readonly seeds?: string;
  readonly epochs?: string;
  readonly limit?: string;
  readonly metric?: string;
  readonly goal?: string;
  readonly labels?: string;
  readonly deterministic?: boolean;
  readonly name?: string;
  readonly retries?: string;
};

/** Patch is what one flag says, and where that stands in a file. */
export type Patch = {
  readonly flag: string;
  readonly path: SweepPath;
  readonly value: unknown;
  /** Another place, where a file may say something about it. */
  readonly instead?: SweepPath;
};

/** Where a flag's word stands in a file. */
const flagPaths = {
  method: ['method'],
  trials: ['run_cap'],
  seeds: ['seeds'],
  metric: ['metric', 'name'],
  goal: ['metric', 'goal'],
  labels: ['labels'],
  name: ['name'],
  retries: ['retries', 'failed'],
} as const;

const configFlags = ['epochs', 'limit', 'deterministic'] as const;

/** readPatches reads what the flags say. Throws LatenError (USAGE, CONFIG_INVALID). */
export function readPatches(flags: SweepFlags, { overFile }: { overFile: boolean }): Patch[] {
  const spaces = readSetSpaces(flags.set);
  for (const key of configFlags) {
    if (flags[key] === undefined || !spaces.has(key)) continue;
    throw new LatenError('USAGE', `--${key} and --set ${key}=… both say what ${key} is. Keep one.`);
  }
  const ofKeys = [...spaces].map(([key, { text, space }]) => ofKey(`--set ${text}`, key, space));
  const ofConfig = configFlags.flatMap((key) => {
    const typed = flags[key];
    if (typed === undefined) return [];
    return [ofKey(flagText(key, typed), key, { value: parseAssignment(`${key}=${typed}`)[key] })];
  });
  const hasRange = [...spaces.values()].some(({ space }) => 'min' in space);
  const method = { flag: '--method', path: ['method'], value: hasRange ? 'random' : 'grid' };
  return [...(overFile ? [] : [method]), ...ofSpec(flags), ...ofKeys, ...ofConfig];
}

/** One value belongs to what all trials have in common. */
function ofKey(flag: string, key: ConfigKey, space: SetSpace): Patch {
  const [base, parameters] = [
    ['base', key],
    ['parameters', key],
  ];
  return 'value' in space
    ? { flag, path: base, value: space.value, instead: parameters }
    : { flag, path: parameters, value: space, instead: base };
}

function ofSpec(flags: SweepFlags): Patch[] {
  return (Object.keys(flagPaths) as (keyof typeof flagPaths)[]).flatMap((name): Patch[] => {
    const typed = flags[name];
    if (typed === undefined) return [];
    const flag = flagText(name, typed);
    switch (name) {
      case 'metric':
        // The goal in the file is that of the file's metric.
        return [{ flag, path: ['metric'], value: { name: typed, goal: betterDirection(typed) } }];
      case 'labels':
        return [{ flag, path: flagPaths[name], value: typed.split(',').map((label) => label.trim()) }];
      case 'name':
        return [{ flag, path: flagPaths[name], value: typed }];
      default:
        return [{ flag, path: flagPaths[name], value: numberOrText(typed) }];
    }
  });
}

function betterDirection(metric: string): SweepGoal {
  return goalOfMetric(metric) === 'max' ? 'maximize' : 'minimize';
}

const flagText = (name: string, typed: string | boolean) =>
  typed === true ? `--${name}` : `--${name} ${typed}`;

/** What is no number is refused with the rest of what is wrong. */
function numberOrText(typed: string): number | string {
  return typed.trim() === '' || Number.isNaN(Number(typed)) ? typed : Number(typed);
}

/** flagOfPath names what is missing from a command line by the flag that would say it. */
export function flagOfPath(path: SweepPath): string {
  if (path[0] === 'parameters' || path[0] === 'base') return ['--set', ...path.slice(1)].join(' ');
  const names = Object.keys(flagPaths) as (keyof typeof flagPaths)[];
  const name = names.find((name) => flagPaths[name].every((part, place) => part === path[place]));
  return name ? `--${name}` : path.join('.');
}
