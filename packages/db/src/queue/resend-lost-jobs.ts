import type { Database } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { QUEUE_SCHEMA, RUN_QUEUE } from './run-queue.ts';

/**
 * resendLostJobs sends a new job for each QUEUED run that has none, and returns how many. The row is the truth: whatever
 * became of a job, its run is delivered. Runs that have begun before go first.
 */
export async function resendLostJobs({ pool, queue }: Pick<Database, 'pool' | 'queue'>): Promise<number> {
  await queue.ready();
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string; begun: boolean }>(
      `SELECT id, attempt > 0 AS begun FROM run
       WHERE status = 'QUEUED' AND deleted_at IS NULL AND NOT EXISTS (
         SELECT FROM ${QUEUE_SCHEMA}.job WHERE name = $1 AND singleton_key = run.id AND state <= 'active')
       ORDER BY queued_at, id FOR UPDATE SKIP LOCKED`,
      [RUN_QUEUE],
    );
    for (const { id, begun } of rows) await queue.send(client, id, { first: begun });
    return rows.length;
  });
}
