import { deleteUnreferencedBlobs, UNNAMED_GRACE_MS } from '../blob/delete-unreferenced-blobs.ts';
import type { Database } from '../database.ts';
import { isRunQueueSql } from '../queue/label-queues.ts';
import { QUEUE_SCHEMA } from '../queue/pg-boss.ts';
import { previewPurge, purgeDeletedRuns } from '../run/purge-deleted-runs.ts';
import { tablesSql } from './read-disk-use.ts';
import { vacuumTables } from './vacuum-tables.ts';

/** GarbageOptions say what is done. */
export type GarbageOptions = {
  /** Only counts. (Default: false.) */
  readonly dryRun?: boolean;
  /** Gives the free space of tables back to the disk; while a table is written anew nobody else can use it. (Default: false.) */
  readonly full?: boolean;
  /** A deletion that is younger can still be undone, and is left alone. (Default: 20 s.) */
  readonly purgeAfterMs?: number;
};

/** CollectedGarbage says what went, or would go, by kind. */
export type CollectedGarbage = {
  /** Deleted runs that were purged for good, and bytes of artifacts that only they stored. */
  readonly runs: number;
  readonly runBytes: number;
  /** Stored bytes that no artifact names, older than an hour. */
  readonly blobs: number;
  readonly blobBytes: number;
  /** Jobs of the queue that were settled. */
  readonly jobs: number;
  /** Size of all tables on disk; the same in a dry run, and after a plain vacuum nearly so: Postgres fills the space again. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** Tables that could not be vacuumed because somebody used them. */
  readonly skippedTables: readonly string[];
};

/** PURGE_AFTER_MS is for how long a deletion can be undone. */
export const PURGE_AFTER_MS = 20_000;

/** collectGarbage purges deleted runs and sweeps, frees bytes that nothing names, deletes settled jobs, and vacuums the tables. */
export async function collectGarbage(
  database: Pick<Database, 'pool'>,
  { dryRun = false, full = false, purgeAfterMs = PURGE_AFTER_MS }: GarbageOptions = {},
): Promise<CollectedGarbage> {
  const bytesBefore = await measureTables(database);
  if (dryRun) {
    const found = await countGarbage(database, purgeAfterMs);
    return { ...found, bytesBefore, bytesAfter: bytesBefore, skippedTables: [] };
  }
  const purged = await purgeDeletedRuns(database, { olderThanMs: purgeAfterMs });
  const freed = await deleteUnreferencedBlobs(database);
  const jobs = await deleteSettledJobs(database);
  const skippedTables = await vacuumTables(database, { full });
  return {
    runs: purged.runs,
    runBytes: purged.bytesFreed,
    blobs: freed.count,
    blobBytes: freed.bytes,
    jobs,
    bytesBefore,
    bytesAfter: await measureTables(database),
    skippedTables,
  };
}

type Counts = Omit<CollectedGarbage, 'bytesBefore' | 'bytesAfter' | 'skippedTables'>;

async function countGarbage(database: Pick<Database, 'pool'>, purgeAfterMs: number): Promise<Counts> {
  const [purge, others] = await Promise.all([
    previewPurge(database, { olderThanMs: purgeAfterMs }),
    database.pool.query<Omit<Counts, 'runs' | 'runBytes'>>(
      `SELECT count(*)::int AS blobs, COALESCE(sum(size_bytes), 0)::float8 AS "blobBytes",
         (SELECT count(*)::int FROM ${QUEUE_SCHEMA}.job WHERE ${settledJobsSql}) AS jobs
       FROM blob WHERE created_at < now() - $1 * interval '1 ms'
         AND NOT EXISTS (SELECT FROM artifact WHERE artifact.sha256 = blob.sha256)`,
      [UNNAMED_GRACE_MS],
    ),
  ]);
  const counts = others.rows[0] ?? { blobs: 0, blobBytes: 0, jobs: 0 };
  return { runs: purge.runs, runBytes: purge.bytesFreed, ...counts };
}

const settledJobsSql = `state > 'active' AND ${isRunQueueSql('name')}`;

async function deleteSettledJobs({ pool }: Pick<Database, 'pool'>): Promise<number> {
  const { rowCount } = await pool.query(`DELETE FROM ${QUEUE_SCHEMA}.job WHERE ${settledJobsSql}`);
  return rowCount ?? 0;
}

async function measureTables({ pool }: Pick<Database, 'pool'>): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>(
    `SELECT COALESCE(sum(pg_total_relation_size(oid)), 0)::float8 AS bytes FROM (${tablesSql}) AS ours`,
  );
  return rows[0]?.bytes ?? 0;
}
