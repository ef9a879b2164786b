import type { PoolClient } from 'pg';
import type { RunDelivery, RunQueue } from './run-queue-port.ts';

/** RunsToDeliver says which runs are to get a job: by their ids, or all trials of a sweep. */
export type RunsToDeliver = ({ readonly ids: readonly string[] } | { readonly sweepId: string }) & {
  /** (Default: at once.) */
  readonly delayMs?: number;
};

/**
 * waitsForWorkerSql tells which rows of `run`, with `sweep` joined from the left, wait for a worker: trials of a sweep that is
 * paused, over or deleted do not.
 */
export const waitsForWorkerSql = `
  run.status = 'QUEUED' AND run.deleted_at IS NULL
  AND (run.sweep_id IS NULL OR (sweep.status = 'ACTIVE' AND sweep.deleted_at IS NULL))`;

/** deliveryColumnsSql reads a RunDelivery. Runs that have begun before go first. */
export const deliveryColumnsSql = `
  run.id AS "runId", run.attempt > 0 AS first, COALESCE(sweep.labels, '{}') AS labels,
  COALESCE(sweep.priority, 0) AS priority`;

/** deliveryOrderSql is the order in which runs are sent. It is one for all senders, so that no two wait for each other. */
export const deliveryOrderSql = 'run.queued_at, run.trial, run.id';

/**
 * deliverRuns sends the jobs of those of the runs that wait for a worker, as their rows say within the caller's transaction,
 * and returns how many. A run that has its job keeps it.
 */
export async function deliverRuns(
  client: PoolClient,
  queue: Pick<RunQueue, 'sendMany'>,
  { delayMs, ...which }: RunsToDeliver,
): Promise<number> {
  const [condition, value] =
    'ids' in which ? ['run.id = ANY ($1)', which.ids] : ['run.sweep_id = $1', which.sweepId];
  const { rows } = await client.query<RunDelivery>(
    `SELECT ${deliveryColumnsSql} FROM run LEFT JOIN sweep ON sweep.id = run.sweep_id
     WHERE ${condition} AND ${waitsForWorkerSql} ORDER BY ${deliveryOrderSql}`,
    [value],
  );
  await queue.sendMany(
    client,
    rows.map((delivery) => ({ ...delivery, delayMs })),
  );
  return rows.length;
}
