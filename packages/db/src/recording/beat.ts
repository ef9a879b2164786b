import {
  type Attempt,
  type Heartbeat,
  type RunRequests,
  type RunStatus,
  StaleAttemptError,
} from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { touchSweep } from '../sweep/sweep-row.ts';
import { inTransaction } from '../transaction.ts';
import { lockCurrentRun, notifyRun, type RunRow, requireTransition } from './run-row.ts';

/** A connection that hangs is given up in time for the next beat, and for a cancel to be seen. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * beat says that the supervisor of an attempt lives, by the clock of the database, stores how far the run is, and returns
 * what people asked for meanwhile. A run that was taken for crashed is revived.
 */
export async function beat(database: Database, heartbeat: Heartbeat): Promise<RunRequests> {
  const say = async (client: PoolClient): Promise<RunRequests> => {
    const run = await lockCurrentRun(client, heartbeat);
    const revived = run.status === 'CRASHED';
    const status = revived ? requireTransition(run.status, 'revive') : run.status;
    const revision = revived ? run.revision + 1 : run.revision;
    const { step, totalSteps, epoch, totalEpochs } = heartbeat.progress;
    await client.query(
      `UPDATE run SET heartbeat_at = clock_timestamp(), status = $2, revision = $3, finished_at = NULL,
         reason = CASE WHEN $8 THEN NULL ELSE reason END, reason_code = CASE WHEN $8 THEN NULL ELSE reason_code END,
         step = $4, total_steps = $5, epoch = $6, total_epochs = $7
       WHERE id = $1`,
      [run.runId, status, revision, step, totalSteps, epoch, totalEpochs, revived],
    );
    if (revived) await notifyRun(client, run.runId, revision);
    if (revived && run.sweepId) await touchSweep(client, run.sweepId);
    return requestsOf(run);
  };
  return inTransaction(database.pool, say, { withinMs: ANSWER_WITHIN_MS });
}

/** readRequests returns what people asked of an attempt, without a lock: a supervisor asks twice a second. Throws StaleAttemptError. */
export async function readRequests(
  { pool }: Pick<Database, 'pool'>,
  { runId, attempt }: Attempt,
): Promise<RunRequests> {
  const question = {
    text: `
      SELECT run.status, run.queued_at IS NOT NULL AS "isQueued", sweep.status AS "sweepStatus",
        run.cancel_requested_at IS NOT NULL AS "cancelRequested"
      FROM run LEFT JOIN sweep ON sweep.id = run.sweep_id WHERE run.id = $1 AND run.attempt = $2`,
    values: [runId, attempt],
    query_timeout: ANSWER_WITHIN_MS,
  };
  const { rows } = await pool.query<Asked & { status: RunStatus }>(question);
  const [run] = rows;
  if (run?.status !== 'RUNNING' && run?.status !== 'CRASHED') throw new StaleAttemptError(runId, attempt);
  return requestsOf(run);
}

type Asked = Pick<RunRow, 'cancelRequested' | 'isQueued' | 'sweepStatus'>;

/** A sweep's pause is for workers: what a person trains at a terminal goes on. */
function requestsOf({ cancelRequested, isQueued, sweepStatus }: Asked): RunRequests {
  return { cancelRequested, pauseRequested: isQueued && sweepStatus === 'PAUSED' };
}
