import { configHash, describeConfig, type RunConfig, RunStateError } from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { deliverRuns } from '../queue/deliver-runs.ts';
import { insertRun } from '../recording/insert-run.ts';
import { lockRun, notifyRun } from '../recording/run-row.ts';
import { inTransaction } from '../transaction.ts';
import { checkRunLabels } from './check-run-fields.ts';

/** NewQueuedRun is a run that a worker is to train. */
export type NewQueuedRun = {
  /** Made by whoever asks: the same id makes one run, however often it arrives. */
  readonly runId: string;
  /** (Default: what differs from the preset.) */
  readonly name?: string;
  readonly experiment: string;
  readonly config: RunConfig;
  readonly tags: readonly string[];
  readonly note: string;
  /** The run whose config this one started from. */
  readonly clonedFrom?: string | null;
};

/**
 * createQueuedRun stores a run and the job that delivers it in one transaction. The same id and config again change
 * nothing. Throws RunStateError when the id is another run's, or LatenError (LIMIT_EXCEEDED).
 */
export async function createQueuedRun(
  { pool, queue }: Pick<Database, 'pool' | 'queue'>,
  { runId, config, ...asked }: NewQueuedRun,
): Promise<{ id: string }> {
  const labels = { ...asked, name: asked.name ?? describeConfig(config) };
  checkRunLabels(labels);
  const run = {
    ...labels,
    runId,
    config,
    configHash: await configHash(config),
    environment: {},
    queued: true,
  };
  await queue.ready();
  await inTransaction(pool, async (client) => {
    if (!(await insertRun(client, run))) return requireSameConfig(client, runId, config);
    const { revision } = await lockRun(client, runId);
    await deliverRuns(client, queue, { ids: [runId] });
    await notifyRun(client, runId, revision);
  });
  return { id: runId };
}

async function requireSameConfig(client: PoolClient, runId: string, config: RunConfig): Promise<void> {
  const { rows } = await client.query<{ same: boolean }>(
    'SELECT config = $2::jsonb AS same FROM run WHERE id = $1',
    [runId, config],
  );
  if (rows[0]?.same) return;
  throw new RunStateError(`Run ${runId} exists, with another config. A new run needs a new id.`);
}
