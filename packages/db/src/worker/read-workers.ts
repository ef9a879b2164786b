import { CRASH_AFTER_MS } from '@laten/shared';
import type { Database } from '../database.ts';
import { QUEUE_SCHEMA, RUN_QUEUE } from '../queue/run-queue.ts';
import type { FoundRun } from '../run/find-run.ts';

/** WorkerRow is a process that takes queued runs. */
export type WorkerRow = {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: Date;
  /** What it trains now. */
  readonly run: FoundRun | null;
  /** It has been heard of lately, by the clock of the database. */
  readonly alive: boolean;
};

/** WorkersStatus says who trains, and what waits. */
export type WorkersStatus = {
  readonly workers: readonly WorkerRow[];
  /** Ids of the QUEUED runs, in the order in which they are taken. */
  readonly queue: readonly string[];
};

/** readWorkers returns the workers, oldest first, and the queue. */
export async function readWorkers({ pool }: Pick<Database, 'pool'>): Promise<WorkersStatus> {
  const [workers, queue] = await Promise.all([
    pool.query<Omit<WorkerRow, 'run'> & { runId: string | null; runName: string | null }>(
      `SELECT worker.id, host, pid, worker.started_at AS "startedAt", run.id AS "runId", run.name AS "runName",
         clock_timestamp() - worker.heartbeat_at <= $1 * interval '1 ms' AS alive
       FROM worker LEFT JOIN run ON run.id = worker.run_id AND run.deleted_at IS NULL
       ORDER BY worker.started_at, worker.id`,
      [CRASH_AFTER_MS],
    ),
    pool.query<{ id: string }>(
      `SELECT run.id FROM run
       LEFT JOIN ${QUEUE_SCHEMA}.job ON job.name = $1 AND job.singleton_key = run.id AND job.state <= 'active'
       WHERE run.status = 'QUEUED' AND run.deleted_at IS NULL
       ORDER BY job.state DESC NULLS LAST, job.start_after > now() NULLS LAST, job.priority DESC, job.created_on,
         run.queued_at, run.id`,
      [RUN_QUEUE],
    ),
  ]);
  return {
    workers: workers.rows.map(({ runId, runName, ...worker }) => ({
      ...worker,
      run: runId === null ? null : { id: runId, name: runName ?? '' },
    })),
    queue: queue.rows.map(({ id }) => id),
  };
}
