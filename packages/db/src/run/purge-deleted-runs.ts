import { sweepBlobs } from '../blob/delete-unreferenced-blobs.ts';
import type { Database } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { eraseRun } from './erase-run.ts';
import { contentOfRunsSql } from './preview-deletion.ts';
import { shownStatusSql } from './shown-status.ts';

/** PurgedRuns says what a purge freed. */
export type PurgedRuns = { readonly runs: number; readonly bytesFreed: number };

/** RunsToPurge says which deleted runs go for good. */
export type RunsToPurge = {
  /** Time since the deletion, in which it can be undone. */
  readonly olderThanMs: number;
  /** Only those of this experiment. (Default: of all.) */
  readonly experimentId?: string;
  /** Ends the purge; the run that is being purged then stays whole, for the next one. */
  readonly signal?: AbortSignal;
};

/**
 * purgeDeletedRuns deletes for good what was deleted longer ago than the time for undoing it, one run a transaction, and then
 * the deleted sweeps. A run that is being restored or purged elsewhere is left alone, and one whose supervisor came back to life
 * waits for its end.
 */
export async function purgeDeletedRuns(
  database: Pick<Database, 'pool'>,
  which: RunsToPurge,
): Promise<PurgedRuns> {
  let [runs, bytesFreed] = [0, 0];
  for (;;) {
    const checksums = await purgeOne(database, which).catch((error: unknown) => {
      if (which.signal?.aborted) return null;
      throw error;
    });
    if (!checksums) break;
    runs += 1;
    bytesFreed += (await sweepBlobs(database, checksums)).bytes;
  }
  if (!which.signal?.aborted) await purgeSweeps(database, which);
  return { runs, bytesFreed };
}

/** previewPurge counts what `purgeDeletedRuns` would delete, and changes nothing. */
export async function previewPurge(
  { pool }: Pick<Database, 'pool'>,
  { olderThanMs }: Pick<RunsToPurge, 'olderThanMs'>,
): Promise<PurgedRuns> {
  const { rows } = await pool.query<{ id: string }>(`SELECT id FROM run WHERE ${purgeableSql}`, [
    olderThanMs,
  ]);
  const content = await pool.query<{ bytesFreed: number }>(contentOfRunsSql, [rows.map(({ id }) => id)]);
  return { runs: rows.length, bytesFreed: content.rows[0]?.bytesFreed ?? 0 };
}

const purgeableSql = `deleted_at <= now() - $1 * interval '1 ms' AND ${shownStatusSql} <> 'RUNNING'`;

/** A deleted sweep goes when the last of its trials has gone. */
async function purgeSweeps(
  { pool }: Pick<Database, 'pool'>,
  { olderThanMs, experimentId }: RunsToPurge,
): Promise<void> {
  await pool.query(
    `DELETE FROM sweep WHERE deleted_at <= now() - $1 * interval '1 ms' AND ($2::text IS NULL OR experiment_id = $2)
       AND NOT EXISTS (SELECT FROM run WHERE sweep_id = sweep.id)`,
    [olderThanMs, experimentId ?? null],
  );
}

/** Returns the checksums that the run named, or null when there is none to purge. */
async function purgeOne(
  { pool }: Pick<Database, 'pool'>,
  { olderThanMs, experimentId, signal }: RunsToPurge,
): Promise<readonly string[] | null> {
  signal?.throwIfAborted();
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM run
       WHERE ${purgeableSql} AND ($2::text IS NULL OR experiment_id = $2)
       ORDER BY deleted_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [olderThanMs, experimentId ?? null],
    );
    return rows[0] ? (await eraseRun(client, rows[0].id, { signal })).checksums : null;
  });
}
