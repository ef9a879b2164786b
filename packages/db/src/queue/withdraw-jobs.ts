import type { PoolClient } from 'pg';
import { isRunQueueSql } from './label-queues.ts';
import { QUEUE_SCHEMA } from './pg-boss.ts';

/**
 * withdrawJobs deletes the jobs of a sweep's trials that nobody holds, as part of the caller's transaction. One that a worker
 * holds is left to it: it asks the run's row before it begins.
 */
export async function withdrawJobs(
  client: PoolClient,
  { sweepId }: { readonly sweepId: string },
): Promise<void> {
  await client.query(
    `DELETE FROM ${QUEUE_SCHEMA}.job
     WHERE name IN (SELECT name FROM ${QUEUE_SCHEMA}.queue WHERE ${isRunQueueSql('name')})
       AND singleton_key IN (SELECT id FROM run WHERE sweep_id = $1) AND state < 'active'`,
    [sweepId],
  );
}
