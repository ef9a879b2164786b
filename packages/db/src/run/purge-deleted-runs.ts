import { sweepBlobs } from '../blob/delete-unreferenced-blobs.ts';
import type { Database } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { eraseRun } from './erase-run.ts';
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
 * purgeDeletedRuns deletes for good what was deleted longer ago than the time for undoing it, one run a transaction. A run
 * that is being restored or purged elsewhere is left alone, and one whose supervisor came back to life waits for its end.
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
    if (!checksums) return { runs, bytesFreed };
    runs += 1;
    bytesFreed += (await sweepBlobs(database, checksums)).bytes;
  }
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
       WHERE deleted_at <= now() - $1 * interval '1 ms' AND ${shownStatusSql} <> 'RUNNING'
         AND ($2::text IS NULL OR experiment_id = $2)
       ORDER BY deleted_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [olderThanMs, experimentId ?? null],
    );
    return rows[0] ? (await eraseRun(client, rows[0].id, { signal })).checksums : null;
  });
}
