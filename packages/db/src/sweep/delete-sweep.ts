import { SweepStateError } from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { withdrawJobs } from '../queue/withdraw-jobs.ts';
import { changeRuns } from '../run/change-runs.ts';
import { shownStatusSql } from '../run/shown-status.ts';
import { inTransaction } from '../transaction.ts';
import { changeSweep, lockListedSweep } from './sweep-row.ts';

/**
 * deleteSweep takes a sweep and its trials out of every list. They can be brought back with `restoreSweep` until
 * `purgeDeletedRuns` frees what they store. Throws SweepNotFoundError, or SweepStateError while a trial is running.
 */
export async function deleteSweep(
  { pool }: Pick<Database, 'pool'>,
  { sweepId }: { readonly sweepId: string },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const trials = await lockTrials(client, sweepId);
    await lockListedSweep(client, sweepId);
    const running = trials.filter((trial) => trial.running);
    if (running.length > 0) {
      throw new SweepStateError(
        `${running.length} of its trials ${running.length === 1 ? 'is' : 'are'} running. Cancel the sweep before you delete it.`,
      );
    }
    await withdrawJobs(client, { sweepId });
    // One time for all of them: it tells those that the sweep took along from those that had been deleted before.
    await changeRuns(client, { ids: trials.map(({ id }) => id), set: 'deleted_at = now()' });
    await changeSweep(client, sweepId, { set: 'deleted_at = now()' });
    await notifyTopic(client, 'experiments');
  });
}

/** Those that are not deleted. */
async function lockTrials(client: PoolClient, sweepId: string): Promise<{ id: string; running: boolean }[]> {
  const { rows } = await client.query<{ id: string; running: boolean }>(
    `SELECT id, ${shownStatusSql} = 'RUNNING' AS running FROM run WHERE sweep_id = $1 AND deleted_at IS NULL
     ORDER BY id FOR UPDATE`,
    [sweepId],
  );
  return rows;
}
