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
 * rejectQueuedRun fails a QUEUED run that no worker can ever begin: its checkpoint is damaged, for example. Where it is not
 * known whether another could (`isLasting` false), that counts as a try that failed, and the run waits again while it has
 * tries left. One that does not wait any more, or is deleted and may come back, is left as it is: null.
 */
export async function rejectQueuedRun(
  { pool }: Pick<Database, 'pool'>,
  {
    runId,
    reason,
    reasonCode,
    isLasting = true,
  }: {
    readonly runId: string;
    readonly reason: string;
    readonly reasonCode: string;
    readonly isLasting?: boolean;
  },
): Promise<'FAILED' | 'QUEUED' | null> {
  return inTransaction(pool, async (client) => {
    const run = await lockRun(client, runId);
    if (run.deleted || run.status !== 'QUEUED') return null;
    const failures = isLasting ? run.failures : run.failures + 1;
    const isTriedAgain = !isLasting && failures <= run.mostFailures;
    const status = isTriedAgain ? 'QUEUED' : requireTransition(run.status, 'reject');
    await client.query(
      `UPDATE run SET status = $2::run_status, revision = $3, reason = $4, reason_code = $5, failures = $6,
         last_failure = $7, last_failure_code = $8,
         queued_at = CASE WHEN $2::run_status = 'QUEUED' THEN queued_at END,
         finished_at = CASE WHEN $2::run_status = 'FAILED' THEN now() END
       WHERE id = $1`,
      [
        runId,
        status,
        run.revision + 1,
        isTriedAgain ? `Could not begin: ${reason} It is tried again.` : reason,
        isTriedAgain ? null : reasonCode,
        failures,
        reason,
        reasonCode,
      ],
    );
    await notifyRun(client, runId, run.revision + 1);
    if (run.sweepId) await settleSweep(client, run.sweepId);
    return isTriedAgain ? 'QUEUED' : 'FAILED';
  });
}
