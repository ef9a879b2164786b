import {
  CONFIG_VERSION,
  configHash,
  deriveRunStatus,
  parseConfig,
  type RunConfig,
  RunNotFoundError,
  RunStateError,
  upgradeConfig,
} from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { deliverRuns } from '../queue/deliver-runs.ts';
import { lockRun, notifyRun, type RunRow, requireTransition } from '../recording/run-row.ts';
import { reopenSweep } from '../sweep/reopen-sweep.ts';
import { lockSweep } from '../sweep/sweep-row.ts';
import { inTransaction } from '../transaction.ts';

/**
 * queueRunAgain lets workers go on with a run that has ended, from its newest checkpoint: retry, resume, and with
 * `epochs` (in all) train further. A run that FINISHED needs more epochs than it has done. The sweep of a trial goes on if it
 * has ended; while it is paused the trial waits.
 * Throws RunNotFoundError, RunStateError, or ConfigInvalidError for epochs that the config refuses.
 */
export async function queueRunAgain(
  { pool, queue }: Pick<Database, 'pool' | 'queue'>,
  { runId, epochs }: { readonly runId: string; readonly epochs?: number },
): Promise<void> {
  await queue.ready();
  await inTransaction(pool, async (client) => {
    const run = await lockRun(client, runId);
    if (run.deleted) throw new RunNotFoundError(runId);
    const status = statusToQueue(run);
    const stored = await readStored(client, runId);
    const config = epochs === undefined ? stored.config : parseConfig({ ...stored.config, epochs });
    refuseWithoutEpochs({ run, done: stored.epoch, config, asked: epochs });
    const revision = run.revision + 1;
    await client.query(
      `UPDATE run SET status = $2, revision = $3, queued_at = clock_timestamp(), lost_workers = 0, failures = 0,
         config = CASE WHEN $4 THEN $5::jsonb ELSE config END,
         config_version = CASE WHEN $4 THEN $6 ELSE config_version END,
         config_hash = CASE WHEN $4 THEN $7 ELSE config_hash END, total_epochs = $8,
         reason = NULL, reason_code = NULL, cancel_requested_at = NULL, finished_at = NULL
       WHERE id = $1`,
      [
        runId,
        status,
        revision,
        epochs !== undefined,
        config,
        CONFIG_VERSION,
        await configHash(config),
        config.epochs,
      ],
    );
    await notifyRun(client, runId, revision);
    if (run.sweepId) await reopenSweep(client, await lockSweep(client, run.sweepId));
    await deliverRuns(client, queue, { ids: [runId] });
  });
}

/** A run whose supervisor has long been silent is taken for crashed here too, as every reader sees it. */
function statusToQueue(run: RunRow) {
  if (run.status !== 'RUNNING') return requireTransition(run.status, 'resume');
  if (deriveRunStatus(run) === 'RUNNING') {
    throw new RunStateError(
      `Run ${run.runId} is running (${run.supervisor}). Cancel it before you queue it again.`,
    );
  }
  return requireTransition(requireTransition(run.status, 'crash'), 'resume');
}

async function readStored(client: PoolClient, runId: string): Promise<{ config: RunConfig; epoch: number }> {
  const { rows } = await client.query<{ configVersion: number; config: unknown; epoch: number }>(
    'SELECT config_version AS "configVersion", config, epoch FROM run WHERE id = $1',
    [runId],
  );
  const [row] = rows;
  if (!row) throw new RunNotFoundError(runId);
  return { config: upgradeConfig(row), epoch: row.epoch };
}

/** A run that ended in its last epoch still has its end to come; one that FINISHED has not. */
function refuseWithoutEpochs(input: {
  run: RunRow;
  done: number;
  config: RunConfig;
  asked: number | undefined;
}): void {
  const { run, done, config, asked } = input;
  if (done < config.epochs || (run.status !== 'FINISHED' && asked === undefined)) return;
  throw new RunStateError(
    `Run ${run.runId} has done ${done} epochs, and ${config.epochs} in all are asked for. Ask for more than ${done} to train it further.`,
  );
}
