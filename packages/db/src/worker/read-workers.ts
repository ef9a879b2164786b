import { CRASH_AFTER_MS } from '@laten/shared';
import type { Database } from '../database.ts';
import { waitsForWorkerSql } from '../queue/deliver-runs.ts';
import { QUEUE_SCHEMA } from '../queue/pg-boss.ts';
import type { WorkerState } from './beat-worker.ts';

/** WorkersRun is what a worker trains now. */
export type WorkersRun = {
  readonly id: string;
  readonly name: string;
  /** The sweep whose trial it is, and its number there. */
  readonly sweepId: string | null;
  readonly trial: number | null;
};

/** WorkerRow is a worker: a place of a process, which takes queued runs. */
export type WorkerRow = {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** Which place of its process, from 1. */
  readonly slot: number;
  /** Of Laten. */
  readonly version: string;
  readonly labels: readonly string[];
  readonly state: WorkerState;
  /** Why it takes no runs, in words; null unless it is stopped. */
  readonly stoppedReason: string | null;
  /** A person has asked it to take runs again, and it has not answered yet. */
  readonly resumeRequested: boolean;
  readonly startedAt: Date;
  readonly run: WorkersRun | null;
  /** It has been heard of lately, by the clock of the database. */
  readonly alive: boolean;
};

/** WorkersStatus says who trains, and what waits. */
export type WorkersStatus = {
  readonly workers: readonly WorkerRow[];
  /** Ids of the runs that wait for a worker, in the order in which they are taken: the first thousand. */
  readonly queue: readonly string[];
  /** How many wait in all. */
  readonly queued: number;
};

const MOST_IDS = 1_000;

/** readWorkers returns the workers, oldest first, and the queue. Trials of a sweep that is paused or over do not wait for a worker. */
export async function readWorkers({ pool }: Pick<Database, 'pool'>): Promise<WorkersStatus> {
  const [workers, queue] = await Promise.all([listWorkers(pool), listQueue(pool)]);
  return { workers, ...queue };
}

async function listWorkers(pool: Database['pool']): Promise<WorkerRow[]> {
  const { rows } = await pool.query<
    Omit<WorkerRow, 'run'> & { [K in keyof WorkersRun as `run.${K}`]: WorkersRun[K] }
  >(
    `SELECT worker.id, host, pid, slot, version, labels, state, stopped_reason AS "stoppedReason",
       resume_requested_at IS NOT NULL AS "resumeRequested", worker.started_at AS "startedAt",
       run.id AS "run.id", run.name AS "run.name", run.sweep_id AS "run.sweepId", run.trial AS "run.trial",
       clock_timestamp() - worker.heartbeat_at <= $1 * interval '1 ms' AS alive
     FROM worker LEFT JOIN run ON run.id = worker.run_id AND run.deleted_at IS NULL
     ORDER BY worker.started_at, worker.id`,
    [CRASH_AFTER_MS],
  );
  return rows.map(
    ({ 'run.id': id, 'run.name': name, 'run.sweepId': sweepId, 'run.trial': trial, ...worker }) => ({
      ...worker,
      run: id === null ? null : { id, name, sweepId, trial },
    }),
  );
}

async function listQueue(pool: Database['pool']): Promise<Pick<WorkersStatus, 'queue' | 'queued'>> {
  const { rows } = await pool.query<{ id: string; queued: number }>(
    `SELECT run.id, (count(*) OVER ())::int AS queued FROM run
     LEFT JOIN sweep ON sweep.id = run.sweep_id
     LEFT JOIN ${QUEUE_SCHEMA}.job ON job.singleton_key = run.id AND job.state <= 'active'
     WHERE ${waitsForWorkerSql}
     ORDER BY job.state DESC NULLS LAST, job.start_after > now() NULLS LAST, job.priority DESC, job.created_on,
       run.queued_at, run.trial, run.id
     LIMIT ${MOST_IDS}`,
  );
  return { queue: rows.map(({ id }) => id), queued: rows[0]?.queued ?? 0 };
}
