import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { deliverRuns } from '../queue/deliver-runs.ts';
import { changeRuns } from '../run/change-runs.ts';
import { inTransaction } from '../transaction.ts';
import { settleSweep } from './settle-sweep.ts';
import { changeSweep, lockSweep } from './sweep-row.ts';

/**
 * restoreSweep brings a deleted sweep back as it was, with the trials that were deleted with it; what has been purged is gone.
 * One that is not deleted is left as it is. Throws SweepNotFoundError.
 */
export async function restoreSweep(
  { pool, queue }: Pick<Database, 'pool' | 'queue'>,
  { sweepId }: { readonly sweepId: string },
): Promise<void> {
  await queue.ready();
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT run.id FROM run JOIN sweep ON sweep.id = run.sweep_id
       WHERE sweep.id = $1 AND run.deleted_at = sweep.deleted_at ORDER BY run.id FOR UPDATE OF run`,
      [sweepId],
    );
    const { deleted } = await lockSweep(client, sweepId);
    if (!deleted) return;
    await changeRuns(client, { ids: rows.map(({ id }) => id), set: 'deleted_at = NULL' });
    await changeSweep(client, sweepId, { set: 'deleted_at = NULL' });
    await settleSweep(client, sweepId);
    await deliverRuns(client, queue, { sweepId });
    await notifyTopic(client, 'experiments');
  });
}
