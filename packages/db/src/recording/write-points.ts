import { goalOfMetric, LatenError, limits, type PointBatch, type WriteReceipt } from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { RUN_CHANNEL } from '../live/channels.ts';
import { inTransaction, WRITE_WITHIN_MS } from '../transaction.ts';
import { groupPoints, insertRollups } from './point-aggregates.ts';
import { lockCurrentRun } from './run-row.ts';

/**
 * writePoints stores a batch in one transaction: points, rollups of both levels, summaries, the run's revision, a sign of
 * life, and the notification. Points that exist are left as they are, and everything else follows from the rows that were inserted,
 * so that a batch sent twice counts once.
 */
export async function writePoints(database: Database, batch: PointBatch): Promise<WriteReceipt> {
  checkBatch(batch);
  const write = async (client: PoolClient) => {
    const run = await lockCurrentRun(client, batch);
    if (batch.steps.length === 0) return { inserted: 0, revision: run.revision };
    const seriesIds = await ensureSeries(client, batch.runId, batch.names);
    const revision = run.revision + 1;
    const inserted = await insertPoints(client, { batch, seriesIds, revision });
    return { inserted, revision: inserted > 0 ? revision : run.revision };
  };
  return inTransaction(database.pool, write, { withinMs: WRITE_WITHIN_MS });
}

/** Adds to the rollup what a batch brings. */
const mergeIntoRollup = `
  ON CONFLICT (series_id, level, bucket) DO UPDATE SET
    min = LEAST(rollup.min, excluded.min),
    max = GREATEST(rollup.max, excluded.max),
    last = CASE WHEN excluded.last_step > rollup.last_step THEN excluded.last ELSE rollup.last END,
    last_step = GREATEST(rollup.last_step, excluded.last_step),
    n = rollup.n + excluded.n,
    sum = rollup.sum + excluded.sum,
    sum_squares = rollup.sum_squares + excluded.sum_squares,
    non_finite_count = rollup.non_finite_count + excluded.non_finite_count,
    revision = excluded.revision`;

/** The pairs of `point-aggregates.ts`, of a series' stored summary and the batch together. LEAST and GREATEST skip nulls. */
const mergedSummaries = `
  SELECT series.id, batch.n, batch.non_finite_count, batch.lowest[1] AS min, batch.highest[1] AS max,
    GREATEST(CASE WHEN last_step IS NOT NULL THEN ARRAY[last_step, last] END, newest) AS newest,
    CASE goal
      WHEN 'min' THEN LEAST(CASE WHEN best IS NOT NULL THEN ARRAY[best, best_step] END, lowest)
      WHEN 'max' THEN GREATEST(CASE WHEN best IS NOT NULL THEN ARRAY[best, -best_step] END, highest)
    END AS best
  FROM grouped AS batch JOIN series ON series.id = batch.series_id
  WHERE batch.level IS NULL`;

/** One statement, so that a batch costs one trip: $1 run, $2 revision, $3 to $7 the columns, $8 whether to notify. */
const insertPointsQuery = {
  name: 'laten_insert_points',
  text: `
    WITH inserted AS (
      INSERT INTO point (series_id, step, epoch, revision, value, wall_time)
      SELECT series_id, step, epoch, $2::int, value, to_timestamp(wall_time_ms / 1000)
      FROM unnest($3::int[], $4::int[], $5::int[], $6::float8[], $7::float8[])
        AS batch(series_id, step, epoch, value, wall_time_ms)
      ON CONFLICT DO NOTHING
      RETURNING series_id, step, value
    ), grouped AS (${groupPoints('inserted')}
    ), rolled AS (${insertRollups('grouped WHERE level IS NOT NULL', '$2::int')} ${mergeIntoRollup}
    ), merged AS (${mergedSummaries}
    ), summarised AS (
      UPDATE series SET
        last = merged.newest[2], last_step = merged.newest[1],
        min = LEAST(series.min, merged.min), max = GREATEST(series.max, merged.max),
        best = merged.best[1], best_step = abs(merged.best[2]),
        n = series.n + merged.n, non_finite_count = series.non_finite_count + merged.non_finite_count,
        revision = $2::int
      FROM merged WHERE series.id = merged.id
    ), raised AS (
      UPDATE run SET revision = $2::int, step = GREATEST(step, (SELECT max(step) FROM inserted)),
        heartbeat_at = clock_timestamp()
      WHERE id = $1 AND EXISTS (SELECT FROM inserted)
    )
    SELECT count(*)::int AS inserted,
      CASE WHEN count(*) > 0 AND $8::boolean THEN pg_notify('${RUN_CHANNEL}', $1 || ':' || $2::int) END
    FROM inserted`,
};

type PreparedBatch = {
  readonly batch: PointBatch;
  readonly seriesIds: readonly number[];
  readonly revision: number;
};

async function insertPoints(
  client: PoolClient,
  { batch, seriesIds, revision }: PreparedBatch,
): Promise<number> {
  const { rows } = await client.query<{ inserted: number }>({
    ...insertPointsQuery,
    values: [
      batch.runId,
      revision,
      toArrayLiteral(batch.series.map((index) => seriesIds[index] ?? 0)),
      toArrayLiteral(batch.steps),
      toArrayLiteral(batch.epochs),
      toArrayLiteral(batch.values),
      toArrayLiteral(batch.wallTimesMs),
      batch.notify,
    ],
  });
  return rows[0]?.inserted ?? 0;
}

/** Returns the ids of the series in the order of their names; new names become new series. */
async function ensureSeries(client: PoolClient, runId: string, names: readonly string[]): Promise<number[]> {
  const known = await findSeries(client, runId, names);
  const missing = names.filter((name) => !known.has(name));
  if (missing.length > 0) {
    await client.query(
      `INSERT INTO series (run_id, name, goal) SELECT $1, name, goal::metric_goal
       FROM unnest($2::text[], $3::text[]) AS missing(name, goal) ON CONFLICT DO NOTHING`,
      [runId, missing, missing.map(goalOfMetric)],
    );
    for (const [name, id] of await findSeries(client, runId, missing)) known.set(name, id);
  }
  return names.map((name) => known.get(name) ?? 0);
}

async function findSeries(client: PoolClient, runId: string, names: readonly string[]) {
  const { rows } = await client.query<{ id: number; name: string }>({
    name: 'laten_find_series',
    text: 'SELECT id, name FROM series WHERE run_id = $1 AND name = ANY ($2::text[])',
    values: [runId, names],
  });
  return new Map(rows.map((row) => [row.name, row.id]));
}

/** Postgres reads NaN and Infinity as JavaScript writes them. The driver's own encoding quotes every number: twice as slow. */
function toArrayLiteral(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`;
}

function checkBatch({ names, series, steps, epochs, values, wallTimesMs }: PointBatch): void {
  const lengths = [series, steps, epochs, values, wallTimesMs].map((column) => column.length);
  if (new Set(lengths).size > 1) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `The columns of a batch have different lengths: ${lengths.join(', ')}.`,
    );
  }
  if (steps.length > limits.pointsPerBatch) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `A batch has ${steps.length} points. The most is ${limits.pointsPerBatch}: send it in parts.`,
    );
  }
  const longName = names.find((name) => name.length === 0 || name.length > limits.metricNameLength);
  if (longName !== undefined) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `The metric name "${longName}" has ${longName.length} characters. The least is 1, the most ${limits.metricNameLength}.`,
    );
  }
  const badStep = steps.find((step) => !Number.isInteger(step) || step < 0 || step > limits.step);
  if (badStep !== undefined) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `Step ${badStep} is refused: a whole number from 0 to ${limits.step}.`,
    );
  }
}
