import {
  type Attempt,
  type Heartbeat,
  type RunRequests,
  type RunStatus,
  StaleAttemptError,
} from '@laten/shared';
import type { Database } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { lockCurrentRun, notifyRun, requireTransition } from './run-row.ts';

/**
 * beat says that the supervisor of an attempt lives, by the clock of the database, stores how far the run is, and returns
 * what people asked for meanwhile. A run that was taken for crashed is revived.
 */
export async function beat(database: Database, heartbeat: Heartbeat): Promise<RunRequests> {
  return inTransaction(database.pool, async (client) => {
    const run = await lockCurrentRun(client, heartbeat);
    const revived = run.status === 'CRASHED';
    const status = revived ? requireTransition(run.status, 'revive') : run.status;
    const revision = revived ? run.revision + 1 : run.revision;
    const { step, totalSteps, epoch, totalEpochs } = heartbeat.progress;
    await client.query(
      `UPDATE run SET heartbeat_at = clock_timestamp(), status = $2, revision = $3, finished_at = NULL,
         step = $4, total_steps = $5, epoch = $6, total_epochs = $7
       WHERE id = $1`,
      [run.runId, status, revision, step, totalSteps, epoch, totalEpochs],
    );
    if (revived) await notifyRun(client, run.runId, revision);
    return { cancelRequested: run.cancelRequested };
  });
}

/** readRequests returns what people asked of an attempt, without a lock: a supervisor asks twice a second. Throws StaleAttemptError. */
export async function readRequests(
  { pool }: Pick<Database, 'pool'>,
  { runId, attempt }: Attempt,
): Promise<RunRequests> {
  const { rows } = await pool.query<{ status: RunStatus; cancelRequested: boolean }>(
    `SELECT status, cancel_requested_at IS NOT NULL AS "cancelRequested" FROM run WHERE id = $1 AND attempt = $2`,
    [runId, attempt],
  );
  const [run] = rows;
  if (run?.status !== 'RUNNING' && run?.status !== 'CRASHED') throw new StaleAttemptError(runId, attempt);
  return { cancelRequested: run.cancelRequested };
}
