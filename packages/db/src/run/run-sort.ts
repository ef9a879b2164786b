import { type ConfigKey, configKeys } from '@laten/shared';
import { shownDurationSql } from './shown-duration.ts';
import { shownStatusSql } from './shown-status.ts';

/** runSortColumns lists the columns of a run, and of the shown metric's summary, by which a list can be sorted. */
export const runSortColumns = [
  'createdAt',
  'startedAt',
  'name',
  'preset',
  'trial',
  'status',
  'epoch',
  'imagesPerSecond',
  'durationMs',
  'best',
  'last',
  'min',
  'max',
] as const;

/** RunSortColumn is what a list can be sorted by: a column, or a key of the config, for example `config.beta`. */
export type RunSortColumn = (typeof runSortColumns)[number] | `config.${ConfigKey}`;

/** SortKey is an SQL expression, its type, and which join of the list's query it needs. */
export type SortKey = {
  readonly sql: string;
  readonly type: string;
  readonly join?: 'metric' | 'throughput';
};

const sortKeys: Readonly<Record<(typeof runSortColumns)[number], SortKey>> = {
  createdAt: { sql: 'run.created_at', type: 'timestamptz' },
  startedAt: { sql: 'run.started_at', type: 'timestamptz' },
  name: { sql: 'run.name', type: 'text' },
  preset: { sql: 'run.preset', type: 'text' },
  trial: { sql: 'run.trial', type: 'int' },
  status: { sql: `(${shownStatusSql})`, type: 'text' },
  epoch: { sql: 'run.epoch', type: 'int' },
  imagesPerSecond: { sql: 'throughput.last', type: 'float8', join: 'throughput' },
  durationMs: { sql: `(${shownDurationSql})`, type: 'float8' },
  best: { sql: 'series.best', type: 'float8', join: 'metric' },
  last: { sql: 'series.last', type: 'float8', join: 'metric' },
  min: { sql: 'series.min', type: 'float8', join: 'metric' },
  max: { sql: 'series.max', type: 'float8', join: 'metric' },
};

/** sortKeyOf returns the expression that a list is sorted by. */
export function sortKeyOf(column: RunSortColumn): SortKey {
  const key = configKeys.find((one) => column === `config.${one}`);
  // JSON compares numbers as numbers and texts as texts.
  if (key) return { sql: `NULLIF(run.config -> '${key}', 'null')`, type: 'jsonb' };
  return sortKeys[column as keyof typeof sortKeys];
}
