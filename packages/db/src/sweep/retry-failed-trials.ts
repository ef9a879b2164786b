import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { deliverRuns } from '../queue/deliver-runs.ts';
import { changeRuns } from '../run/change-runs.ts';
import { inTransaction } from '../transaction.ts';
import { reopenSweep } from './reopen-sweep.ts';
import { lockListedSweep } from './sweep-row.ts';

/**
 * retryFailedTrials lets the trials of a sweep that FAILED or CRASHED wait again, with all their tries, and returns their ids. A
 * sweep that has ended goes on; a paused one stays paused. Throws SweepNotFoundError.
 */
export async function retryFailedTrials(
  { pool, queue }: Pick<Database, 'pool' | 'queue'>,
  { sweepId }: { readonly sweepId: string },
): Promise<string[]> {
  await queue.ready();
  return inTransaction(pool, async (client) => {
    const ids = await lockFailedTrials(client, sweepId);
    const sweep = await lockListedSweep(client, sweepId);
    if (ids.length === 0) return [];
    await changeRuns(client, {
      ids,
      set: `status = 'QUEUED', queued_at = now(), failures = 0, lost_workers = 0, reason = NULL, reason_code = NULL,
        cancel_requested_at = NULL, finished_at = NULL`,
    });
    await reopenSweep(client, sweep);
    await deliverRuns(client, queue, { ids });
    return ids;
  });
}

async function lockFailedTrials(client: PoolClient, sweepId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM run WHERE sweep_id = $1 AND status IN ('FAILED', 'CRASHED') AND deleted_at IS NULL
     ORDER BY id FOR UPDATE`,
    [sweepId],
  );
  return rows.map(({ id }) => id);
}
