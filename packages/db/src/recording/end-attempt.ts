import {
  type AttemptEnd,
  fateOfEndedRun,
  isSameEnd,
  type RunFate,
  type RunOutcome,
  type RunStatus,
  StaleAttemptError,
} from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { deliverRuns } from '../queue/deliver-runs.ts';
import { settleSweep } from '../sweep/settle-sweep.ts';
import { inTransaction, WRITE_WITHIN_MS } from '../transaction.ts';
import { lockRun, notifyRun, type RunRow, requireTransition } from './run-row.ts';

/** After these a run may wait for another worker. */
const mayWaitAgain: readonly RunOutcome['status'][] = ['QUEUED', 'CRASHED', 'FAILED'];

/**
 * endAttempt takes the run to the state that the outcome leads to, and adds the attempt's duration. A run that waits again
 * gets the job that delivers it, and a trial's sweep is settled. The same end again changes nothing.
 */
export async function endAttempt(database: Database, { outcome, ...attempt }: AttemptEnd): Promise<void> {
  if (mayWaitAgain.includes(outcome.status)) await database.queue.ready();
  const end = async (client: PoolClient) => {
    const run = await lockRun(client, attempt.runId);
    if (run.attempt !== attempt.attempt) throw new StaleAttemptError(attempt.runId, attempt.attempt);
    if (isSameEnd(run.status, outcome)) return;
    // The reaper has handed the run on: it waits for another worker.
    if (run.status === 'QUEUED') throw new StaleAttemptError(attempt.runId, attempt.attempt);
    const fate = fateOfEndedRun(run, outcome);
    const status = fate.events.reduce(requireTransition, run.status);
    const revision = run.revision + 1;
    await updateRun(client, { run, outcome, fate, status, revision });
    await notifyRun(client, run.runId, revision);
    if (run.sweepId) await settleSweep(client, run.sweepId);
    if (status === 'QUEUED') await deliverRuns(client, database.queue, { ids: [run.runId] });
  };
  await inTransaction(database.pool, end, { withinMs: WRITE_WITHIN_MS });
}

type EndedRun = {
  readonly run: RunRow;
  readonly outcome: RunOutcome;
  readonly fate: RunFate;
  readonly status: RunStatus;
  readonly revision: number;
};

async function updateRun(
  client: PoolClient,
  { run, outcome, fate, status, revision }: EndedRun,
): Promise<void> {
  const { step, totalSteps, epoch, totalEpochs } = outcome.progress;
  await client.query(
    `UPDATE run SET status = $2::run_status, revision = $3, reason = $4, reason_code = $5, duration_ms = duration_ms + $6, attempt_started_at = NULL,
       step = $7, total_steps = $8, epoch = $9, total_epochs = $10, cancel_requested_at = NULL,
       queued_at = CASE $2::run_status WHEN 'QUEUED' THEN COALESCE(queued_at, now()) WHEN 'CRASHED' THEN queued_at END,
       finished_at = CASE WHEN $2::run_status <> 'QUEUED' THEN now() END, lost_workers = $11, failures = $12,
       last_failure = CASE WHEN $13 THEN $14 ELSE last_failure END,
       last_failure_code = CASE WHEN $13 THEN $15 ELSE last_failure_code END
     WHERE id = $1`,
    [
      run.runId,
      status,
      revision,
      fate.reason,
      status === outcome.status ? outcome.reasonCode : null,
      outcome.durationMs,
      step,
      totalSteps,
      epoch,
      totalEpochs,
      fate.lostWorkers,
      fate.failures,
      outcome.status === 'FAILED' || outcome.status === 'CRASHED',
      outcome.reason,
      outcome.reasonCode,
    ],
  );
}
