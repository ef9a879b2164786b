import { RunNotFoundError, RunStateError, type RunStatus } from '@laten/shared';
import type { Database } from '../database.ts';
import { lockRun, notifyRun, requireTransition } from '../recording/run-row.ts';
import { settleSweep } from '../sweep/settle-sweep.ts';
import { inTransaction } from '../transaction.ts';

/**
 * requestCancel asks a running run to stop: its supervisor looks for it twice a second, and where that has been lost, the
 * reaper ends the run instead of handing it on. A queued run is canceled at once. Returns the state that the run is in now. Throws RunNotFoundError, or RunStateError when it has ended.
 */
export async function requestCancel(
  { pool }: Pick<Database, 'pool'>,
  { runId }: { runId: string },
): Promise<RunStatus> {
  return inTransaction(pool, async (client) => {
    const run = await lockRun(client, runId);
    if (run.deleted) throw new RunNotFoundError(runId);
    if (run.status !== 'QUEUED' && run.status !== 'RUNNING') {
      throw new RunStateError(`Run ${runId} is ${run.status}; there is nothing to cancel.`);
    }
    const status = run.status === 'QUEUED' ? requireTransition(run.status, 'cancel-queued') : run.status;
    const revision = run.revision + 1;
    await client.query(
      `UPDATE run SET status = $2, revision = $3, cancel_requested_at = COALESCE(cancel_requested_at, now()),
         reason = CASE WHEN $4 THEN 'Canceled while it waited.' ELSE reason END,
         queued_at = CASE WHEN $4 THEN NULL ELSE queued_at END,
         finished_at = CASE WHEN $4 THEN now() ELSE finished_at END
       WHERE id = $1`,
      [runId, status, revision, status === 'CANCELED'],
    );
    await notifyRun(client, runId, revision);
    if (run.sweepId && status === 'CANCELED') await settleSweep(client, run.sweepId);
    return status;
  });
}
