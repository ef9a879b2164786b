import { ExperimentNotEmptyError } from '@laten/shared';
import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { purgeDeletedRuns } from '../run/purge-deleted-runs.ts';
import { inTransaction } from '../transaction.ts';
import { lockExperiment } from './change-experiment.ts';

/**
 * deleteExperiment deletes an experiment without runs. Runs that were deleted in it a moment ago go for good with it.
 * Throws ExperimentNotFoundError, ExperimentNotEmptyError, or LatenError (USAGE) for the default one.
 */
export async function deleteExperiment(
  database: Pick<Database, 'pool'>,
  { id }: { readonly id: string },
): Promise<void> {
  await refuseUnlessEmpty(database, id);
  await purgeDeletedRuns(database, { olderThanMs: 0, experimentId: id });
  await inTransaction(database.pool, async (client) => {
    const { name } = await lockExperiment(client, id);
    const { rows } = await client.query<{ runs: number }>(
      'SELECT count(*)::int AS runs FROM run WHERE experiment_id = $1',
      [id],
    );
    if (rows[0]?.runs) throw new ExperimentNotEmptyError(name, rows[0].runs);
    await client.query('DELETE FROM experiment WHERE id = $1', [id]);
    await notifyTopic(client, 'experiments');
  });
}

/** Before anything is purged: an experiment that is not deleted keeps the chance to undo. */
async function refuseUnlessEmpty({ pool }: Pick<Database, 'pool'>, id: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { name } = await lockExperiment(client, id);
    const { rows } = await client.query<{ runs: number }>(
      'SELECT count(*)::int AS runs FROM run WHERE experiment_id = $1 AND deleted_at IS NULL',
      [id],
    );
    if (rows[0]?.runs) throw new ExperimentNotEmptyError(name, rows[0].runs);
  });
}
