import type { Database } from '../database.ts';
import { lockRun, notifyRun, requireTransition } from '../recording/run-row.ts';
import { settleSweep } from '../sweep/settle-sweep.ts';
import { inTransaction } from '../transaction.ts';

/** What a worker does with a QUEUED run that it took and cannot begin. */

/** noteWaiting says why a QUEUED run waits. One that does not wait any more is left as it is. */
export async function noteWaiting(
  { pool }: Pick<Database, 'pool'>,
  { runId, reason }: { readonly runId: string; readonly reason: string },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { status, revision, deleted } = await lockRun(client, runId);
    if (status !== 'QUEUED' || deleted) return;
    const { rowCount } = await client.query(
      'UPDATE run SET reason = $2, revision = $3 WHERE id = $1 AND reason IS DISTINCT FROM $2',
      [runId, reason, revision + 1],
    );
    if (rowCount) await notifyRun(client, runId, revision + 1);
  });
}

/**
 * rejectQueuedRun fails a QUEUED run that no worker can ever begin: its checkpoint is damaged, for example. One that does not
 * wait any more, or is deleted and may come back, is left as it is. Returns whether it failed the run.
 */
export async function rejectQueuedRun(
  { pool }: Pick<Database, 'pool'>,
  {
    runId,
    reason,
    reasonCode,
  }: { readonly runId: string; readonly reason: string; readonly reasonCode: string },
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const run = await lockRun(client, runId);
    if (run.deleted || run.status !== 'QUEUED') return false;
    const status = requireTransition(run.status, 'reject');
    await client.query(
      `UPDATE run SET status = $2, revision = $3, reason = $4, reason_code = $5, queued_at = NULL, finished_at = now()
       WHERE id = $1`,
      [runId, status, run.revision + 1, reason, reasonCode],
    );
    await notifyRun(client, runId, run.revision + 1);
    if (run.sweepId) await settleSweep(client, run.sweepId);
    return true;
  });
}
