import { formatBytes } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';

/** Entry is a row of a table of names and values. */
type Entry = { readonly name: string; readonly value: string };

/** EntryGroup is a table of what belongs together. */
export type EntryGroup = { readonly title: string; readonly entries: readonly Entry[] };

type Environment = Readonly<Record<string, unknown>>;

/** Which captured values stand together, and in which order. What is in none of them comes last. */
const groups = [
  ['environment.group.start', ['commandLine']],
  ['environment.group.code', ['git', 'laten']],
  ['environment.group.machine', ['hostname', 'os', 'cpu', 'memoryBytes', 'threads']],
  ['environment.group.software', ['node', 'tensorflow', 'tfjs']],
  ['environment.group.data', ['dataset', 'imageShape']],
] as const;

/** prepareEnvironment writes what was captured of a run's surroundings, in groups; empty groups are left out. */
export function prepareEnvironment(environment: Environment): EntryGroup[] {
  const known = new Set<string>(groups.flatMap(([, names]) => names));
  const others = Object.keys(environment).filter((name) => !known.has(name));
  return [...groups, ['environment.group.other', others] as const]
    .map(([title, names]) => ({
      title: t(title),
      entries: names
        .filter((name) => name in environment)
        .flatMap((name) => flatten(name, environment[name])),
    }))
    .filter(({ entries }) => entries.length > 0);
}

/** writeEnvironment is the same as text, for a report. */
export function writeEnvironment(environment: Environment): string {
  return prepareEnvironment(environment)
    .flatMap(({ entries }) => entries.map(({ name, value }) => `${name}: ${value}`))
    .join('\n');
}

function flatten(name: string, value: unknown): Entry[] {
  if (value === null || value === undefined || value === '') return [{ name, value: t('value.none') }];
  if (Array.isArray(value)) return [{ name, value: value.map(String).join(' × ') }];
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) => flatten(`${name}.${key}`, inner));
  if (typeof value === 'boolean') return [{ name, value: value ? t('value.yes') : t('value.no') }];
  if (name.endsWith('Bytes') && typeof value === 'number') return [{ name, value: formatBytes(value) }];
  return [{ name, value: String(value) }];
}
