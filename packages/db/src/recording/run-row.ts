import {
  type Attempt,
  nextRunStatus,
  type RunEvent,
  RunNotFoundError,
  RunStateError,
  type RunStatus,
  StaleAttemptError,
  type SweepStatus,
} from '@laten/shared';
import type { PoolClient } from 'pg';
import { RUN_CHANNEL } from '../live/channels.ts';

/** RunRow is what a write needs to know of a run, read under its row lock. */
export type RunRow = {
  readonly runId: string;
  readonly status: RunStatus;
  readonly attempt: number;
  readonly revision: number;
  readonly cancelRequested: boolean;
  /** Deleted by a person, and not yet purged. */
  readonly deleted: boolean;
  readonly configHash: string;
  /** Workers are to take the run, or hold it; false for one that a terminal trains. */
  readonly isQueued: boolean;
  readonly lostWorkers: number;
  readonly mostLostWorkers: number;
  readonly failures: number;
  readonly mostFailures: number;
  /** The sweep whose trial it is, and its state; null for a run of its own. */
  readonly sweepId: string | null;
  readonly sweepStatus: SweepStatus | null;
  readonly supervisor: string | null;
  /** Time since the last heartbeat by the clock of the database, ms. */
  readonly silentMs: number;
  /** Time since Postgres started, ms. */
  readonly databaseUpMs: number;
};

const lockRunQuery = {
  name: 'laten_lock_run',
  text: `
    SELECT id AS "runId", status, attempt, revision, supervisor, config_hash AS "configHash",
      queued_at IS NOT NULL AS "isQueued", lost_workers AS "lostWorkers", most_lost_workers AS "mostLostWorkers",
      failures, most_failures AS "mostFailures", sweep_id AS "sweepId",
      (SELECT status FROM sweep WHERE sweep.id = run.sweep_id) AS "sweepStatus",
      cancel_requested_at IS NOT NULL AS "cancelRequested", deleted_at IS NOT NULL AS deleted,
      COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - heartbeat_at) * 1000, 0)::float8 AS "silentMs",
      (EXTRACT(EPOCH FROM clock_timestamp() - pg_postmaster_start_time()) * 1000)::float8 AS "databaseUpMs"
    FROM run WHERE id = $1 FOR UPDATE`,
};

/** lockRun locks a run's row until the transaction ends: every writer of a run takes turns. Throws RunNotFoundError. */
export async function lockRun(client: PoolClient, runId: string): Promise<RunRow> {
  const { rows } = await client.query<RunRow>({ ...lockRunQuery, values: [runId] });
  const [run] = rows;
  if (!run) throw new RunNotFoundError(runId);
  return run;
}

/** lockCurrentRun locks the run and refuses an attempt that is over or superseded. Throws StaleAttemptError. */
export async function lockCurrentRun(client: PoolClient, { runId, attempt }: Attempt): Promise<RunRow> {
  const run = await lockRun(client, runId);
  const held = run.status === 'RUNNING' || run.status === 'CRASHED';
  if (run.attempt !== attempt || !held) throw new StaleAttemptError(runId, attempt);
  return run;
}

/** requireTransition returns the state after an event. Throws RunStateError when the table does not allow it. */
export function requireTransition(from: RunStatus, event: RunEvent): RunStatus {
  const next = nextRunStatus(from, event);
  if (!next) throw new RunStateError(`A ${from} run cannot ${event}.`);
  return next;
}

/** notifyRun tells live readers that a run has changed. They hear it when the transaction commits. */
export async function notifyRun(client: PoolClient, runId: string, revision: number): Promise<void> {
  await client.query('SELECT pg_notify($1, $2)', [RUN_CHANNEL, `${runId}:${revision}`]);
}
