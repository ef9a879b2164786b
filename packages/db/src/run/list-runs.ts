import {
  CRASH_AFTER_MS,
  RANKING_METRIC,
  type RunConfig,
  type RunProgress,
  type RunStatus,
  upgradeConfig,
} from '@laten/shared';
import type { Database } from '../database.ts';
import { decodeRunCursor, encodeRunCursor } from './run-cursor.ts';

/** RunSortColumn is what a list can be sorted by: a column of the run, or the shown metric's summary. */
export type RunSortColumn = 'createdAt' | 'name' | 'status' | 'durationMs' | 'best' | 'last' | 'min' | 'max';

/** ListRunsQuery narrows, sorts and pages the list of runs. */
export type ListRunsQuery = {
  /** Name of the experiment. (Default: all.) */
  readonly experiment?: string;
  /** States as a reader sees them. (Default: all.) */
  readonly statuses?: readonly RunStatus[];
  /** Part of a name or tag, or the start of an id; case does not matter. */
  readonly search?: string;
  /** The metric that each row shows. (Default: the ranking metric.) */
  readonly metric?: string;
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
  readonly status: RunStatus;
  readonly attempt: number;
  readonly revision: number;
  readonly preset: string;
  readonly config: RunConfig;
  readonly configHash: string;
  /** Why the run ended as it did, in words. */
  readonly reason: string | null;
  readonly tags: readonly string[];
  readonly progress: RunProgress;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly heartbeatAt: Date | null;
  /** Sum over ended attempts. */
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
export type RunPage = { readonly runs: readonly RunListItem[]; readonly nextCursor: string | null };

const MOST_ROWS = 1_000;

/** The same rule as deriveRunStatus of @laten/shared, for filters and sorting; a test holds the two together. */
const shownStatus = `
  CASE WHEN run.status = 'RUNNING'
    AND clock_timestamp() - run.heartbeat_at > ${CRASH_AFTER_MS} * interval '1 ms'
    AND clock_timestamp() - pg_postmaster_start_time() > ${CRASH_AFTER_MS} * interval '1 ms'
  THEN 'CRASHED' ELSE run.status::text END`;

const sortKeys: Readonly<Record<RunSortColumn, { sql: string; type: string }>> = {
  createdAt: { sql: 'run.created_at', type: 'timestamptz' },
  name: { sql: 'run.name', type: 'text' },
  status: { sql: `(${shownStatus})`, type: 'text' },
  durationMs: { sql: 'run.duration_ms', type: 'float8' },
  best: { sql: 'series.best', type: 'float8' },
  last: { sql: 'series.last', type: 'float8' },
  min: { sql: 'series.min', type: 'float8' },
  max: { sql: 'series.max', type: 'float8' },
};

/** listRuns returns one page of runs, the newest first unless asked otherwise. Throws LatenError (USAGE) for a foreign cursor. */
export async function listRuns(
  { pool }: Pick<Database, 'pool'>,
  query: ListRunsQuery = {},
): Promise<RunPage> {
  const limit = Math.min(Math.max(1, query.limit ?? 50), MOST_ROWS);
  const metric = query.metric ?? RANKING_METRIC;
  const { text, values, order } = buildQuery({ ...query, limit, metric });
  const { rows } = await pool.query<RunRecord>(text, values);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor =
    rows.length > limit && last ? encodeRunCursor({ order, key: last.sortKey, id: last.id }) : null;
  return { runs: page.map((row) => toListItem(row, metric)), nextCursor };
}

type RunRecord = Omit<RunListItem, 'progress' | 'metric' | 'config'> &
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
  const key = sortKeys[sort];
  const order = `${sort} ${direction} ${query.metric}`;
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const metric = bind(query.metric);
  const joinSeries = `LEFT JOIN series ON series.run_id = run.id AND series.name = ${metric}`;
  const conditions = [...filterConditions(query, bind)];
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
      FROM run ${key.sql.startsWith('series.') ? joinSeries : ''}
      ${conditions.length > 0 ? `WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')}` : ''}
      ORDER BY sort_key ${direction} NULLS LAST, run.id DESC
      LIMIT ${bind(query.limit + 1)}
    )
    SELECT ${shownColumns}
    FROM page
    JOIN run ON run.id = page.id
    JOIN experiment ON experiment.id = run.experiment_id
    ${joinSeries}
    LEFT JOIN series AS throughput ON throughput.run_id = run.id AND throughput.name = 'images_per_second'
    ORDER BY page.sort_key ${direction} NULLS LAST, run.id DESC`;
  return { text, values, order };
}

const shownColumns = `
  run.id, run.name, experiment.name AS experiment, ${shownStatus} AS status, run.attempt, run.revision,
  run.preset, run.config, run.config_version AS "configVersion", run.config_hash AS "configHash", run.reason,
  run.tags, run.step, run.total_steps AS "totalSteps", run.epoch, run.total_epochs AS "totalEpochs",
  run.created_at AS "createdAt", run.started_at AS "startedAt", run.finished_at AS "finishedAt",
  run.heartbeat_at AS "heartbeatAt", run.duration_ms AS "durationMs", throughput.last AS "imagesPerSecond",
  series.id IS NOT NULL AS "hasMetric", series.last, series.best, series.best_step AS "bestStep",
  page.sort_key::text AS "sortKey"`;

function* filterConditions(query: ListRunsQuery, bind: (value: unknown) => string): Generator<string> {
  if (query.experiment !== undefined)
    yield `run.experiment_id = (SELECT id FROM experiment WHERE name = ${bind(query.experiment)})`;
  if (query.statuses !== undefined) yield `${shownStatus} = ANY (${bind(query.statuses)}::text[])`;
  const search = query.search?.trim();
  if (search) {
    const escaped = search.replace(/[\\%_]/g, '\\$&');
    const part = bind(`%${escaped}%`);
    yield `run.name ILIKE ${part} OR run.id ILIKE ${bind(`${escaped}%`)}
      OR EXISTS (SELECT FROM unnest(run.tags) AS tag WHERE tag ILIKE ${part})`;
  }
}

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
    config: upgradeConfig({ configVersion, config }),
    progress: { step, totalSteps, epoch, totalEpochs },
    metric: hasMetric ? { name: metricName, last, best, bestStep } : null,
  };
}
