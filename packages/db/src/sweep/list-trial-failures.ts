import type { RunStatus } from '@laten/shared';
import type { Database } from '../database.ts';
import { shownStatusSql } from '../run/shown-status.ts';

/** TrialFailure is a trial that broke down, for good or so far. */
export type TrialFailure = {
  readonly runId: string;
  readonly trial: number;
  readonly name: string;
  /** As a reader should see it. One that is tried again is QUEUED or RUNNING, or has FINISHED since. */
  readonly status: RunStatus;
  readonly reason: string | null;
  readonly reasonCode: string | null;
  /** Tries that failed, and workers that were lost over it, since a person last queued it. */
  readonly failures: number;
  readonly lostWorkers: number;
};

const MOST_FAILURES = 1_000;

/** What a trial says of its end when that was a failure; else what broke its last try counts. */
const isOver = `status IN ('FAILED', 'CRASHED')`;

const brokeDown = `sweep_id = $1 AND deleted_at IS NULL
  AND (${isOver} OR failures > 0 OR lost_workers > 0)`;

/** listTrialFailures returns the trials of a sweep that FAILED or CRASHED, first, and those that had to be tried again: the first thousand. */
export async function listTrialFailures(
  { pool }: Pick<Database, 'pool'>,
  { sweepId }: { readonly sweepId: string },
): Promise<TrialFailure[]> {
  const { rows } = await pool.query<TrialFailure>(
    `SELECT id AS "runId", trial, name, ${shownStatusSql} AS status,
       CASE WHEN ${isOver} THEN reason ELSE COALESCE(last_failure, reason) END AS reason,
       CASE WHEN ${isOver} THEN reason_code ELSE COALESCE(last_failure_code, reason_code) END AS "reasonCode", failures,
       lost_workers AS "lostWorkers"
     FROM run
     WHERE ${brokeDown}
     ORDER BY ${isOver} DESC, trial LIMIT ${MOST_FAILURES}`,
    [sweepId],
  );
  return rows;
}

/** countTrialFailures counts all that listTrialFailures would list, were it not cut. */
export async function countTrialFailures(
  { pool }: Pick<Database, 'pool'>,
  { sweepId }: { readonly sweepId: string },
): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM run WHERE ${brokeDown}`,
    [sweepId],
  );
  return rows[0]?.count ?? 0;
}
