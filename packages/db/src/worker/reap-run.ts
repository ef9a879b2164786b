import { fateOfLostRun, type RunStatus } from '@laten/shared';
import type { PoolClient } from 'pg';
import { lockRun, notifyRun, type RunRow, requireTransition } from '../recording/run-row.ts';

/** LostRun is a RUNNING run whose supervisor is taken for lost. */
export type LostRun = { readonly runId: string; readonly attempt: number };

/** ReapedRun says what became of it. */
export type ReapedRun = {
  readonly runId: string;
  readonly status: RunStatus;
  readonly reason: string | null;
};

/**
 * reapRun deals with a lost run as part of the caller's transaction: a queued one waits again for another worker, a
 * terminal's has CRASHED, and one that a person has canceled is CANCELED. Returns null when its supervisor has been heard
 * of meanwhile (`isStillLost`), or another attempt or reaper was faster. The caller settles the sweep of a trial, and delivers
 * what waits.
 */
export async function reapRun(
  client: PoolClient,
  lost: LostRun & { readonly isStillLost: (run: { silentMs: number; databaseUpMs: number }) => boolean },
): Promise<ReapedRun | null> {
  const run = await lockRun(client, lost.runId);
  if (run.status !== 'RUNNING' || run.attempt !== lost.attempt || !lost.isStillLost(run)) return null;
  const loss = await describeLoss(client, run);
  const fate = fateOfLostRun(run, loss);
  const status = fate.events.reduce(requireTransition, run.status);
  await client.query(
    `UPDATE run SET status = $2::run_status, revision = $3, reason = $4, reason_code = $5, lost_workers = $6, failures = $7,
       queued_at = CASE WHEN $2::run_status <> 'CANCELED' THEN queued_at END, cancel_requested_at = NULL,
       finished_at = CASE WHEN $2::run_status <> 'QUEUED' THEN heartbeat_at END, last_failure = $8, last_failure_code = $9
     WHERE id = $1`,
    [
      lost.runId,
      status,
      run.revision + 1,
      fate.reason,
      status === 'CRASHED' ? 'PROCESS_LOST' : null,
      fate.lostWorkers,
      fate.failures,
      loss,
      'PROCESS_LOST',
    ],
  );
  await notifyRun(client, lost.runId, run.revision + 1);
  return { runId: lost.runId, status, reason: fate.reason };
}

/** The sentence that says what was lost. */
async function describeLoss(client: PoolClient, run: RunRow): Promise<string> {
  const { rows } = await client.query<{ lastSeen: string }>(
    `SELECT to_char(heartbeat_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC' AS "lastSeen"
     FROM run WHERE id = $1`,
    [run.runId],
  );
  const host = run.supervisor?.split(':')[0] ?? 'an unknown host';
  const what = run.isQueued ? 'worker' : 'process';
  return `Its ${what} on ${host} was lost; its last sign of life was at ${rows[0]?.lastSeen}.`;
}
