import {
  type Attempt,
  type AttemptStart,
  CONFIG_VERSION,
  configHash,
  deriveRunStatus,
  type RunConfig,
  RunNotFoundError,
  RunStateError,
  type RunStatus,
} from '@laten/shared';
import type { PoolClient } from 'pg';
import { sweepBlobs } from '../blob/delete-unreferenced-blobs.ts';
import type { Database } from '../database.ts';
import { checkRunLabels } from '../run/check-run-fields.ts';
import { currentAttemptMsSql } from '../run/shown-duration.ts';
import { touchSweep } from '../sweep/sweep-row.ts';
import { inTransaction } from '../transaction.ts';
import { deleteBeyond } from './delete-beyond.ts';
import { insertRun } from './insert-run.ts';
import { lockRun, notifyRun, type RunRow, requireTransition } from './run-row.ts';

/**
 * beginAttempt creates the run if it is new, raises its attempt, takes it to RUNNING, and deletes what this attempt will
 * write again: one transaction, so that a reader never sees half of it. A run that another living supervisor holds is
 * refused (RunStateError), and so is one that has changed since the caller planned this attempt, and for a worker each
 * that does not wait, or is a trial of a sweep that is not ACTIVE.
 */
export async function beginAttempt(database: Database, start: AttemptStart): Promise<Attempt> {
  if (start.create) checkRunLabels(start.create);
  const config = start.config && { value: start.config, hash: await configHash(start.config) };
  const { attempt, released } = await inTransaction(database.pool, async (client) => {
    if (start.create) await insertRun(client, { ...start.create, runId: start.runId });
    const run = await lockRun(client, start.runId);
    const status = statusToBegin(run, start);
    requirePlannedRun(run, start);
    const claimed = { attempt: run.attempt + 1, revision: run.revision + 1, status };
    await updateRun(client, { start, config, ...claimed });
    const first = run.attempt === 0;
    const released = first ? [] : await deleteBeyond(client, { ...start, revision: claimed.revision });
    await notifyRun(client, start.runId, claimed.revision);
    if (run.sweepId) await touchSweep(client, run.sweepId);
    return { attempt: claimed.attempt, released };
  });
  await sweepBlobs(database, released);
  return { runId: start.runId, attempt };
}

/** Walks the transition table from the state that the run is in to RUNNING. */
function statusToBegin(run: RunRow, { takeOver = false, by }: AttemptStart): RunStatus {
  if (run.deleted) throw new RunNotFoundError(run.runId);
  if (by === 'worker') {
    requireActiveSweep(run);
    return requireTransition(run.status, 'claim');
  }
  let status = run.status;
  if (status === 'RUNNING') {
    if (!takeOver && deriveRunStatus(run) === 'RUNNING') {
      throw new RunStateError(
        `Run ${run.runId} is running (${run.supervisor ?? 'unknown supervisor'}, last sign of life ${Math.round(run.silentMs / 1000)} s ago). ` +
          'End it with Ctrl-C where it runs, or with `./laten down`, or wait until it has ended.',
      );
    }
    status = requireTransition(status, 'crash');
  }
  if (status !== 'QUEUED') status = requireTransition(status, 'resume');
  return requireTransition(status, 'claim');
}

function requireActiveSweep({ runId, sweepId, sweepStatus }: RunRow): void {
  if (sweepStatus === null || sweepStatus === 'ACTIVE') return;
  throw new RunStateError(`Run ${runId} is a trial of sweep ${sweepId}, which is ${sweepStatus}: it waits.`);
}

/** A checkpoint that others have trained on from, or epochs that are no longer those asked for, are nothing to begin with. */
function requirePlannedRun(run: RunRow, { plannedFrom }: AttemptStart): void {
  if (!plannedFrom) return;
  if (plannedFrom.attempt === run.attempt && plannedFrom.configHash === run.configHash) return;
  throw new RunStateError(
    `Run ${run.runId} was trained or changed elsewhere while its images were loaded; nothing was begun. Try again.`,
  );
}

type RunClaim = {
  readonly start: AttemptStart;
  readonly config: { value: RunConfig; hash: string } | undefined;
  readonly attempt: number;
  readonly revision: number;
  readonly status: RunStatus;
};

async function updateRun(
  client: PoolClient,
  { start, config, attempt, revision, status }: RunClaim,
): Promise<void> {
  const { step, totalSteps, epoch, totalEpochs } = start.progress;
  await client.query(
    `UPDATE run SET attempt = $2, revision = $3, status = $4, supervisor = $5,
       step = $6, total_steps = $7, epoch = $8, total_epochs = $9,
       config = COALESCE($10, config), config_version = COALESCE($11, config_version),
       config_hash = COALESCE($12, config_hash), preset = COALESCE($13, preset),
       environment = COALESCE($14, environment), queued_at = CASE WHEN $15 THEN COALESCE(queued_at, now()) END,
       reason = NULL, reason_code = NULL, cancel_requested_at = NULL, finished_at = NULL,
       duration_ms = duration_ms + ${currentAttemptMsSql}, attempt_started_at = now(),
       started_at = COALESCE(started_at, now()), heartbeat_at = now()
     WHERE id = $1`,
    [
      start.runId,
      attempt,
      revision,
      status,
      start.supervisor,
      step,
      totalSteps,
      epoch,
      totalEpochs,
      config?.value ?? null,
      config ? CONFIG_VERSION : null,
      config?.hash ?? null,
      config?.value.preset ?? null,
      attempt === 1 ? (start.environment ?? null) : null,
      start.by === 'worker',
    ],
  );
}
