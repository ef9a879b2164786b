import type { Database } from '../database.ts';
import { QUEUE_SCHEMA } from '../queue/pg-boss.ts';

/** DiskUse says what the database takes on disk, and of what. */
export type DiskUse = {
  /** Of the whole database, with what Postgres keeps for itself. */
  readonly totalBytes: number;
  /** The largest first. */
  readonly tables: readonly TableSize[];
  /** The runs whose artifacts take most, the largest first. */
  readonly runs: readonly RunSize[];
};

/** TableSize is a table with its indexes and what is stored beside it. */
export type TableSize = { readonly name: string; readonly bytes: number };

/** RunSize is what a run stores. */
export type RunSize = {
  readonly runId: string;
  readonly name: string;
  /** Of its artifacts, also those that another run stores too. */
  readonly artifactBytes: number;
  /** Their rows have no size of their own: see the table `point`. */
  readonly points: number;
  /** Deleted by a person, and not yet purged. */
  readonly deleted: boolean;
};

/** tablesSql yields `name` and `oid` of the tables of Laten and of its queue. */
export const tablesSql = `
  SELECT pg_class.oid, CASE nspname WHEN '${QUEUE_SCHEMA}' THEN nspname || '.' ELSE '' END || relname AS name
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relkind = 'r' AND nspname IN (current_schema(), '${QUEUE_SCHEMA}')`;

/** readDiskUse reads the sizes of all tables, and of the runs that store most. (Default: 20 runs.) */
export async function readDiskUse(
  { pool }: Pick<Database, 'pool'>,
  { runs: mostRuns = 20 }: { readonly runs?: number } = {},
): Promise<DiskUse> {
  const [total, tables, runs] = await Promise.all([
    pool.query<{ bytes: number }>('SELECT pg_database_size(current_database())::float8 AS bytes'),
    pool.query<TableSize>(
      `SELECT name, pg_total_relation_size(oid)::float8 AS bytes FROM (${tablesSql}) AS ours ORDER BY bytes DESC, name`,
    ),
    pool.query<RunSize>(largestRuns, [mostRuns]),
  ]);
  return { totalBytes: total.rows[0]?.bytes ?? 0, tables: tables.rows, runs: runs.rows };
}

const largestRuns = `
  SELECT run.id AS "runId", run.name, run.deleted_at IS NOT NULL AS deleted, stored.bytes AS "artifactBytes",
    (SELECT COALESCE(sum(n), 0)::float8 FROM series WHERE run_id = run.id) AS points
  FROM (
    SELECT run_id, sum(size_bytes)::float8 AS bytes FROM artifact GROUP BY run_id ORDER BY bytes DESC, run_id LIMIT $1
  ) AS stored JOIN run ON run.id = stored.run_id
  ORDER BY stored.bytes DESC, run.id`;
