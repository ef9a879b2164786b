import type { Database } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { deliveryColumnsSql, deliveryOrderSql, waitsForWorkerSql } from './deliver-runs.ts';
import { QUEUE_SCHEMA } from './pg-boss.ts';
import type { RunDelivery } from './run-queue-port.ts';

/**
 * resendLostJobs sends a new job for each run that waits for a worker and has none, and returns how many. The row is the
 * truth: whatever became of a job, its run is delivered.
 */
export async function resendLostJobs({ pool, queue }: Pick<Database, 'pool' | 'queue'>): Promise<number> {
  await queue.ready();
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<RunDelivery>(
      `SELECT ${deliveryColumnsSql} FROM run LEFT JOIN sweep ON sweep.id = run.sweep_id
       WHERE ${waitsForWorkerSql} AND NOT EXISTS (
         SELECT FROM ${QUEUE_SCHEMA}.job WHERE singleton_key = run.id AND state <= 'active')
       ORDER BY ${deliveryOrderSql} FOR UPDATE OF run SKIP LOCKED`,
    );
    await queue.sendMany(client, rows);
    return rows.length;
  });
}
