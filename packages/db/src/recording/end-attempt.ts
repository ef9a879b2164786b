import { type AttemptEnd, outcomeEvents, StaleAttemptError } from '@laten/shared';
import type { Database } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { lockRun, notifyRun, requireTransition } from './run-row.ts';

/**
 * endAttempt takes the run to the state of the outcome and adds the attempt's duration. A run that is handed back gets
 * the job that delivers it. The same end again changes nothing.
 */
export async function endAttempt(database: Database, { outcome, ...attempt }: AttemptEnd): Promise<void> {
  const handsBack = outcome.status === 'QUEUED';
  if (handsBack) await database.queue.ready();
  await inTransaction(database.pool, async (client) => {
    const run = await lockRun(client, attempt.runId);
    if (run.attempt !== attempt.attempt) throw new StaleAttemptError(attempt.runId, attempt.attempt);
    if (run.status === outcome.status) return;
    // The reaper has handed the run on: it waits for another worker.
    if (run.status === 'QUEUED') throw new StaleAttemptError(attempt.runId, attempt.attempt);
    const status = requireTransition(run.status, outcomeEvents[outcome.status]);
    const revision = run.revision + 1;
    const { step, totalSteps, epoch, totalEpochs } = outcome.progress;
    await client.query(
      `UPDATE run SET status = $2::run_status, revision = $3, reason = $4, reason_code = $5, duration_ms = duration_ms + $6,
         step = $7, total_steps = $8, epoch = $9, total_epochs = $10, cancel_requested_at = NULL,
         queued_at = CASE WHEN $11 THEN COALESCE(queued_at, now()) END,
         finished_at = CASE WHEN $11 THEN NULL ELSE now() END
       WHERE id = $1`,
      [
        run.runId,
        status,
        revision,
        outcome.reason,
        outcome.reasonCode,
        outcome.durationMs,
        step,
        totalSteps,
        epoch,
        totalEpochs,
        handsBack,
      ],
    );
    if (handsBack) await database.queue.send(client, run.runId, { first: true });
    await notifyRun(client, run.runId, revision);
  });
}
