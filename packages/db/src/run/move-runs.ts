import type { Database } from '../database.ts';
import { ensureExperiment } from '../experiment/ensure-experiment.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { inTransaction } from '../transaction.ts';
import { changeRuns, lockExistingRuns } from './change-runs.ts';

/**
 * moveRuns moves runs to the experiment of a name, and makes it when it is new. Returns the ids of the runs that exist.
 * Throws RunNotFoundError when none does, or LatenError (LIMIT_EXCEEDED).
 */
export async function moveRuns(
  { pool }: Pick<Database, 'pool'>,
  { ids, experiment }: { readonly ids: readonly string[]; readonly experiment: string },
): Promise<string[]> {
  return inTransaction(pool, async (client) => {
    const experimentId = await ensureExperiment(client, experiment);
    const found = (await lockExistingRuns(client, ids)).map((run) => run.id);
    await changeRuns(client, { ids: found, set: 'experiment_id = $2', values: [experimentId] });
    await notifyTopic(client, 'experiments');
    return found;
  });
}
