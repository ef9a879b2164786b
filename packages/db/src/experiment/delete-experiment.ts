import { ExperimentNotEmptyError, LatenError } from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { purgeDeletedRuns } from '../run/purge-deleted-runs.ts';
import { inTransaction } from '../transaction.ts';
import { type Experiment, lockExperiment } from './change-experiment.ts';

/**
 * deleteExperiment deletes an experiment without runs. Runs that were deleted in it a moment ago go for good with it.
 * Throws ExperimentNotFoundError, ExperimentNotEmptyError, or LatenError (USAGE) for the default one.
 */
export async function deleteExperiment(
  database: Pick<Database, 'pool'>,
  { id }: { readonly id: string },
): Promise<void> {
  // Before anything is purged: an experiment that is not deleted keeps the chance to undo.
  await inTransaction(database.pool, async (client) =>
    refuseUnlessEmpty(client, await lockExperiment(client, id)),
  );
  await purgeDeletedRuns(database, { olderThanMs: 0, experimentId: id });
  await inTransaction(database.pool, async (client) => {
    const { name } = await lockExperiment(client, id);
    await refuseUnlessEmpty(client, { id, name });
    await refuseWhatIsLeft(client, { id, name });
    await client.query('DELETE FROM experiment WHERE id = $1', [id]);
    await notifyTopic(client, 'experiments');
  });
}

/** Counts the runs and sweeps that a list shows. A sweep may be left whose trials were all deleted or moved. */
async function refuseUnlessEmpty(client: PoolClient, { id, name }: Experiment): Promise<void> {
  const { rows } = await client.query<{ runs: number; sweeps: number }>(
    `SELECT (SELECT count(*)::int FROM run WHERE experiment_id = $1 AND deleted_at IS NULL) AS runs,
       (SELECT count(*)::int FROM sweep WHERE experiment_id = $1 AND deleted_at IS NULL) AS sweeps`,
    [id],
  );
  const { runs, sweeps } = rows[0] ?? { runs: 0, sweeps: 0 };
  if (runs > 0) throw new ExperimentNotEmptyError(name, runs);
  if (sweeps > 0) {
    throw new LatenError(
      'EXPERIMENT_NOT_EMPTY',
      `The experiment "${name}" has ${sweeps} ${sweeps === 1 ? 'sweep' : 'sweeps'}. Delete ${sweeps === 1 ? 'it' : 'them'} first.`,
    );
  }
}

/** A deleted run whose supervisor came back to life, or that another process is purging at this moment. */
async function refuseWhatIsLeft(client: PoolClient, { id, name }: Experiment): Promise<void> {
  const { rowCount } = await client.query(
    `(SELECT FROM run WHERE experiment_id = $1 LIMIT 1) UNION ALL (SELECT FROM sweep WHERE experiment_id = $1 LIMIT 1)`,
    [id],
  );
  if (rowCount === 0) return;
  throw new LatenError(
    'EXPERIMENT_NOT_EMPTY',
    `The experiment "${name}" has a deleted run that is still being trained, or removed. Try again when that has ended.`,
  );
}
