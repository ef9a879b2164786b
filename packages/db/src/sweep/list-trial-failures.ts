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

/** listTrialFailures returns the trials of a sweep that FAILED or CRASHED, first, and those that had to be tried again: the first thousand. */
export async function listTrialFailures(
  { pool }: Pick<Database, 'pool'>,
  { sweepId }: { readonly sweepId: string },
): Promise<TrialFailure[]> {
  const { rows } = await pool.query<TrialFailure>(
    `SELECT id AS "runId", trial, name, ${shownStatusSql} AS status, reason, reason_code AS "reasonCode", failures,
       lost_workers AS "lostWorkers"
     FROM run
     WHERE sweep_id = $1 AND deleted_at IS NULL
       AND (status IN ('FAILED', 'CRASHED') OR failures > 0 OR lost_workers > 0)
     ORDER BY status IN ('FAILED', 'CRASHED') DESC, trial LIMIT ${MOST_FAILURES}`,
    [sweepId],
  );
  return rows;
}
