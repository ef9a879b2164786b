import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { settleSweepsOfRuns } from '../sweep/settle-sweep.ts';
import { inTransaction } from '../transaction.ts';
import { changeRuns, lockRuns } from './change-runs.ts';

/**
 * restoreRuns brings deleted runs back as they were: one that was QUEUED is QUEUED again, and housekeeping sees to its
 * job; with a trial comes its sweep. Returns the ids of those that are there again; what has been purged is gone.
 */
export async function restoreRuns(
  { pool }: Pick<Database, 'pool'>,
  { ids }: { readonly ids: readonly string[] },
): Promise<string[]> {
  return inTransaction(pool, async (client) => {
    const runs = await lockRuns(client, ids);
    const deleted = runs.filter((run) => run.deleted).map((run) => run.id);
    await changeRuns(client, { ids: deleted, set: 'deleted_at = NULL' });
    await restoreSweepsOf(client, deleted);
    await settleSweepsOfRuns(client, deleted);
    if (deleted.length > 0) await notifyTopic(client, 'experiments');
    return runs.map((run) => run.id);
  });
}

async function restoreSweepsOf(client: PoolClient, runIds: readonly string[]): Promise<void> {
  await client.query(
    `UPDATE sweep SET deleted_at = NULL WHERE deleted_at IS NOT NULL AND id IN (SELECT sweep_id FROM run WHERE id = ANY ($1))`,
    [runIds],
  );
}
