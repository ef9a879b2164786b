import { type ConfigKey, configKeys, type SweepIssue } from '@laten/shared';

/** FieldName names a field of the form: a part of a key's, such as `beta.from`, or one of the sweep's own. */
type FieldName =
  | `${ConfigKey}`
  | `${ConfigKey}.${'from' | 'to' | 'step' | 'probabilities'}`
  | (typeof ownFields)[number];

const ownFields = [
  'method',
  'runCap',
  'seeds',
  'searchSeed',
  'metric',
  'goal',
  'labels',
  'retries',
  'lost',
  'priority',
  'name',
  'experiment',
  'note',
] as const;

/** PlacedIssues are sentences, by the field that they belong to; `rest` belong to none. */
export type PlacedIssues = {
  readonly at: Readonly<Partial<Record<FieldName, string>>>;
  readonly rest: readonly string[];
};

/** Where the reader of a sweep points, and which field that is. */
const fieldOfPath: Readonly<Record<string, FieldName>> = {
  method: 'method',
  run_cap: 'runCap',
  seeds: 'seeds',
  search_seed: 'searchSeed',
  metric: 'metric',
  'metric.name': 'metric',
  'metric.goal': 'goal',
  labels: 'labels',
  retries: 'retries',
  'retries.failed': 'retries',
  'retries.lost': 'lost',
  name: 'name',
  description: 'note',
  base: 'preset',
  experiment: 'experiment',
  note: 'note',
  priority: 'priority',
};

const partOfEntry: Readonly<Record<string, 'from' | 'to' | 'step' | 'probabilities'>> = {
  min: 'from',
  mu: 'from',
  max: 'to',
  sigma: 'to',
  q: 'step',
  probabilities: 'probabilities',
};

/** placeIssues puts each sentence at its field; several at one field stand one after the other. `isShown` knows which keys have a field. */
export function placeIssues(
  issues: readonly SweepIssue[],
  isShown: (key: ConfigKey) => boolean = () => true,
): PlacedIssues {
  const at: Partial<Record<FieldName, string>> = {};
  const rest: string[] = [];
  for (const { path, message } of issues) {
    const key = keyOfPath(path);
    const field = key === null ? nearestOwnField(path) : isShown(key) ? fieldOfKey(key, path) : null;
    if (field === null) rest.push(key === null ? message : `${key}: ${message}`);
    else if (at[field] === undefined) at[field] = message;
    else if (!at[field].includes(message)) at[field] += ` ${message}`;
  }
  return { at, rest: [...new Set(rest)] };
}

/**
 * layIssues lays the issues that the form finds over those of the server. Where something cannot be read, the server has
 * judged a draft without it: what it says of that field, or of the whole, is not meant.
 */
export function layIssues(found: PlacedIssues, ofServer: PlacedIssues): PlacedIssues {
  const isReadable = Object.keys(found.at).length === 0 && found.rest.length === 0;
  const ofParts = Object.entries(ofServer.at).filter(([field]) => isReadable || !isMarked(found, field));
  return {
    at: { ...Object.fromEntries(ofParts), ...found.at },
    rest: [...found.rest, ...(isReadable ? ofServer.rest : [])],
  };
}

/** A part of a key's field that cannot be read stands for the whole field. */
function isMarked({ at }: PlacedIssues, field: string): boolean {
  const [key] = field.split('.');
  return Object.keys(at).some((marked) => marked.split('.')[0] === key);
}

function keyOfPath([room, key]: SweepIssue['path']): ConfigKey | null {
  const isKey = (room === 'parameters' || room === 'base') && (configKeys as unknown[]).includes(key);
  return isKey ? (key as ConfigKey) : null;
}

function fieldOfKey(key: ConfigKey, [, , entry]: SweepIssue['path']): FieldName {
  const part = partOfEntry[String(entry)];
  return part === undefined ? key : `${key}.${part}`;
}

function nearestOwnField(path: SweepIssue['path']): FieldName | null {
  for (let length = path.length; length > 0; length--) {
    const field = fieldOfPath[path.slice(0, length).join('.')];
    if (field !== undefined) return field;
  }
  return null;
}
