import { RunStateError, type RunStatus } from '@laten/shared';
import type { Database } from '../database.ts';
import { lockRun, notifyRun, requireTransition } from '../recording/run-row.ts';
import { inTransaction } from '../transaction.ts';

/**
 * requestCancel asks a running run to stop: its supervisor hears it with its next heartbeat. A queued run is canceled at
 * once. Returns the state that the run is in now. Throws RunNotFoundError, or RunStateError when it has ended.
 */
export async function requestCancel(
  { pool }: Pick<Database, 'pool'>,
  { runId }: { runId: string },
): Promise<RunStatus> {
  return inTransaction(pool, async (client) => {
    const run = await lockRun(client, runId);
    if (run.status !== 'QUEUED' && run.status !== 'RUNNING') {
      throw new RunStateError(`Run ${runId} is ${run.status}; there is nothing to cancel.`);
    }
    const status = run.status === 'QUEUED' ? requireTransition(run.status, 'cancel-queued') : run.status;
    const revision = run.revision + 1;
    await client.query(
      `UPDATE run SET status = $2::run_status, revision = $3, cancel_requested_at = COALESCE(cancel_requested_at, now()),
         reason = CASE WHEN $2::run_status = 'CANCELED' THEN 'Canceled before it began.' ELSE reason END,
         finished_at = CASE WHEN $2::run_status = 'CANCELED' THEN now() ELSE finished_at END
       WHERE id = $1`,
      [runId, status, revision],
    );
    await notifyRun(client, runId, revision);
    return status;
  });
}
