import {
  RANKING_METRIC,
  type RunConfig,
  type RunProgress,
  type RunStatus,
  type SweepGoal,
} from '@laten/shared';
import type { Database } from '../database.ts';
import { readStoredConfig } from './read-stored-config.ts';
import { decodeRunCursor, encodeRunCursor } from './run-cursor.ts';
import { type RunFilter, runConditions } from './run-filter.ts';
import { type RunSortColumn, sortKeyOf } from './run-sort.ts';
import { shownDurationSql } from './shown-duration.ts';
import { shownStatusSql } from './shown-status.ts';

/** ListRunsQuery narrows, sorts and pages the list of runs. */
export type ListRunsQuery = RunFilter & {
  /** The metric that each row shows. (Default: the ranking metric.) */
  readonly metric?: string;
  /** What its best value is, for a sweep that compares by it. (Default: the metric's own goal.) */
  readonly goal?: SweepGoal;
  /** (Default: createdAt.) Runs without a value come last, whatever the direction. */
  readonly sort?: RunSortColumn;
  /** (Default: desc.) */
  readonly direction?: 'asc' | 'desc';
  /** Rows of a page. (Default: 50; the most is 1,000.) */
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | null;
};

/** RunListItem is a row of the list of runs. */
export type RunListItem = {
  readonly id: string;
  readonly name: string;
  readonly experiment: string;
  /** Null until there are accounts. */
  readonly owner: string | null;
  /** As a reader should see it: a run whose supervisor has long been silent is CRASHED. */
  readonly status: RunStatus;
  readonly attempt: number;
  readonly revision: number;
  readonly preset: string;
  /** As far as this Laten can read it: see `configProblem`. */
  readonly config: RunConfig;
  /** Why this Laten cannot read the config, in words; then keys of it may be missing. */
  readonly configProblem: string | null;
  readonly configHash: string;
  /** Why the run ended as it did, or why it waits, in words. */
  readonly reason: string | null;
  readonly tags: readonly string[];
  readonly note: string;
  /** The sweep whose trial it is, and its number there, from 0; null for a run of its own. */
  readonly sweepId: string | null;
  readonly trial: number | null;
  /** A worker must have all of them to take the trial. */
  readonly sweepLabels: readonly string[];
  /** The run whose config this one started from. */
  readonly clonedFrom: string | null;
  /** Host and process id of the supervisor of the current attempt. */
  readonly supervisor: string | null;
  readonly cancelRequested: boolean;
  readonly progress: RunProgress;
  readonly createdAt: Date;
  /** Set while workers are to take the run or hold it. */
  readonly queuedAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly heartbeatAt: Date | null;
  /** Sum over its attempts; of one that runs or was lost, until its last heartbeat. */
  readonly durationMs: number;
  /** Throughput of the last step; null before the first. */
  readonly imagesPerSecond: number | null;
  /** Null when the run has not logged this metric. */
  readonly metric: RunListMetric | null;
};

/** RunListMetric is the summary of the metric that the list shows. */
export type RunListMetric = {
  readonly name: string;
  readonly last: number | null;
  readonly best: number | null;
  readonly bestStep: number | null;
};

/** RunPage is one page of the list. */
export type RunPage = {
  readonly runs: readonly RunListItem[];
  readonly nextCursor: string | null;
  /** Runs that the filter matches, on all pages. */
  readonly total: number;
  /** When the database counted them, by its clock. */
  readonly readAt: Date;
};

const MOST_ROWS = 1_000;

/** listRuns returns one page of runs, the newest first unless asked otherwise. Throws LatenError (USAGE) for a foreign cursor. */
export async function listRuns(
  { pool }: Pick<Database, 'pool'>,
  query: ListRunsQuery = {},
): Promise<RunPage> {
  const limit = Math.min(Math.max(1, query.limit ?? 50), MOST_ROWS);
  const metric = query.metric ?? RANKING_METRIC;
  const { text, values, order } = buildQuery({ ...query, limit, metric });
  const [{ rows }, counted] = await Promise.all([
    pool.query<RunRecord>(text, values),
    countRuns(pool, query),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor =
    rows.length > limit && last ? encodeRunCursor({ order, key: last.sortKey, id: last.id }) : null;
  return { runs: page.map((row) => toListItem(row, metric)), nextCursor, ...counted };
}

async function countRuns(
  pool: Database['pool'],
  filter: RunFilter,
): Promise<Pick<RunPage, 'total' | 'readAt'>> {
  const values: unknown[] = [];
  const conditions = [...runConditions(filter, (value) => `$${values.push(value)}`)];
  const { rows } = await pool.query<Pick<RunPage, 'total' | 'readAt'>>(
    `SELECT count(*)::int AS total, now() AS "readAt" FROM run WHERE ${allOf(conditions)}`,
    values,
  );
  return rows[0] ?? { total: 0, readAt: new Date() };
}

function allOf(conditions: readonly string[]): string {
  return conditions.map((condition) => `(${condition})`).join(' AND ');
}

type RunRecord = Omit<RunListItem, 'progress' | 'metric' | 'config' | 'configProblem'> &
  RunProgress &
  Omit<RunListMetric, 'name'> & {
    config: unknown;
    configVersion: number;
    sortKey: string | null;
    hasMetric: boolean;
  };

/**
 * First the ids of the page, from as few columns and joins as its order and filters need, then what its rows show.
 * Asks for one row more than the page, which tells whether there is a next one.
 */
function buildQuery(query: ListRunsQuery & { limit: number; metric: string }): {
  text: string;
  values: unknown[];
  order: string;
} {
  const { sort = 'createdAt', direction = 'desc' } = query;
  const bestOfGoal = query.goal && (query.goal === 'minimize' ? 'min' : 'max');
  const key = sortKeyOf(sort === 'best' ? (bestOfGoal ?? 'best') : sort);
  const order = `${sort} ${direction} ${query.metric} ${query.goal ?? ''}`.trim();
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const metric = bind(query.metric);
  const joins = {
    metric: `LEFT JOIN series ON series.run_id = run.id AND series.name = ${metric}`,
    throughput: `LEFT JOIN series AS throughput
      ON throughput.run_id = run.id AND throughput.name = 'images_per_second'`,
  };
  const conditions = [...runConditions(query, bind)];
  if (query.cursor) {
    const { key: from, id } = decodeRunCursor(query.cursor, order);
    conditions.push(
      from === null
        ? `${key.sql} IS NULL AND run.id < ${bind(id)}`
        : afterKey({ ...key, direction, from: bind(from), id: bind(id) }),
    );
  }
  const text = `
    WITH page AS (
      SELECT run.id, ${key.sql} AS sort_key
      FROM run ${key.join ? joins[key.join] : ''}
      WHERE ${allOf(conditions)}
      ORDER BY sort_key ${direction} NULLS LAST, run.id DESC
      LIMIT ${bind(query.limit + 1)}
    )
    SELECT ${shownColumns}, series.${bestOfGoal ?? 'best'} AS best, ${bestOfGoal ? 'NULL::float8' : 'series.best_step'} AS "bestStep"
    FROM page
    JOIN run ON run.id = page.id
    JOIN experiment ON experiment.id = run.experiment_id
    ${joins.metric}
    ${joins.throughput}
    ORDER BY page.sort_key ${direction} NULLS LAST, run.id DESC`;
  return { text, values, order };
}

const shownColumns = `
  run.id, run.name, experiment.name AS experiment, run.owner, ${shownStatusSql} AS status, run.attempt, run.revision,
  run.preset, run.config, run.config_version AS "configVersion", run.config_hash AS "configHash", run.reason,
  run.tags, run.note, run.sweep_id AS "sweepId", run.trial, run.cloned_from AS "clonedFrom", run.supervisor, run.queued_at AS "queuedAt",
  run.cancel_requested_at IS NOT NULL AS "cancelRequested", run.step,
  run.total_steps AS "totalSteps", run.epoch, run.total_epochs AS "totalEpochs",
  run.created_at AS "createdAt", run.started_at AS "startedAt", run.finished_at AS "finishedAt",
  run.heartbeat_at AS "heartbeatAt", ${shownDurationSql} AS "durationMs", throughput.last AS "imagesPerSecond",
  series.id IS NOT NULL AS "hasMetric", series.last,
  COALESCE((SELECT labels FROM sweep WHERE sweep.id = run.sweep_id), '{}') AS "sweepLabels",
  page.sort_key::text AS "sortKey"`;

type AfterKey = { sql: string; type: string; direction: 'asc' | 'desc'; from: string; id: string };

function afterKey({ sql, type, direction, from, id }: AfterKey): string {
  const further = direction === 'asc' ? '>' : '<';
  const value = `${from}::${type}`;
  return `${sql} IS NULL OR ${sql} ${further} ${value} OR (${sql} = ${value} AND run.id < ${id})`;
}

function toListItem(row: RunRecord, metricName: string): RunListItem {
  const {
    step,
    totalSteps,
    epoch,
    totalEpochs,
    last,
    best,
    bestStep,
    hasMetric,
    config,
    configVersion,
    sortKey: _key,
    ...run
  } = row;
  return {
    ...run,
    ...readStoredConfig({ configVersion, config }),
    progress: { step, totalSteps, epoch, totalEpochs },
    metric: hasMetric ? { name: metricName, last, best, bestStep } : null,
  };
}
