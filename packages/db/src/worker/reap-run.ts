import { MOST_LOST_WORKERS, type RunStatus } from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { lockRun, notifyRun, requireTransition } from '../recording/run-row.ts';

/** LostRun is a RUNNING run whose supervisor is taken for lost. */
export type LostRun = { readonly runId: string; readonly attempt: number };

/** ReapedRun says what became of it. */
export type ReapedRun = { readonly runId: string; readonly status: RunStatus; readonly reason: string };

/**
 * reapRun deals with a lost run as part of the caller's transaction: a queued one waits again for another worker, a
 * terminal's has CRASHED, and one that a person has canceled is CANCELED. Returns null when its supervisor has been heard
 * of meanwhile (`isStillLost`), or another attempt or reaper was faster.
 */
export async function reapRun(
  client: PoolClient,
  { queue }: Pick<Database, 'queue'>,
  lost: LostRun & { readonly isStillLost: (run: { silentMs: number; databaseUpMs: number }) => boolean },
): Promise<ReapedRun | null> {
  const run = await lockRun(client, lost.runId);
  if (run.status !== 'RUNNING' || run.attempt !== lost.attempt || !lost.isStillLost(run)) return null;
  const holding = await readHolding(client, lost.runId);
  const fate = decideFate({ ...holding, runId: lost.runId, cancelRequested: run.cancelRequested });
  const status = fate.events.reduce(requireTransition, run.status);
  await client.query(
    `UPDATE run SET status = $2, revision = $3, reason = $4, reason_code = $5, lost_workers = $6,
       queued_at = CASE WHEN $7 THEN queued_at END, cancel_requested_at = NULL,
       finished_at = CASE WHEN $7 THEN NULL ELSE heartbeat_at END
     WHERE id = $1`,
    [
      lost.runId,
      status,
      run.revision + 1,
      fate.reason,
      status === 'CRASHED' ? 'PROCESS_LOST' : null,
      holding.lostWorkers + (holding.isQueued ? 1 : 0),
      status === 'QUEUED',
    ],
  );
  if (status === 'QUEUED') await queue.send(client, lost.runId, { first: true });
  await notifyRun(client, lost.runId, run.revision + 1);
  return { runId: lost.runId, status, reason: fate.reason };
}

type Holding = {
  readonly isQueued: boolean;
  readonly lostWorkers: number;
  readonly supervisor: string | null;
  readonly lastSeen: string;
};

async function readHolding(client: PoolClient, runId: string): Promise<Holding> {
  const { rows } = await client.query<Holding>(
    `SELECT queued_at IS NOT NULL AS "isQueued", lost_workers AS "lostWorkers", supervisor,
       to_char(heartbeat_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC' AS "lastSeen"
     FROM run WHERE id = $1`,
    [runId],
  );
  return rows[0] as Holding;
}

type Fate = { readonly events: readonly Parameters<typeof requireTransition>[1][]; readonly reason: string };

function decideFate(run: Holding & { runId: string; cancelRequested: boolean }): Fate {
  const host = run.supervisor?.split(':')[0] ?? 'an unknown host';
  const lost = `on ${host} was lost; its last sign of life was at ${run.lastSeen}.`;
  if (run.cancelRequested) {
    return { events: ['requeue', 'cancel-queued'], reason: `Canceled on request. Its process ${lost}` };
  }
  if (!run.isQueued) {
    return {
      events: ['crash'],
      reason: `Its process ${lost} \`./laten resume ${run.runId}\` goes on from its newest checkpoint.`,
    };
  }
  if (run.lostWorkers + 1 >= MOST_LOST_WORKERS) {
    return {
      events: ['crash'],
      reason: `Its worker ${lost} That makes ${MOST_LOST_WORKERS} workers lost over this run, so it waits for no other: the run itself may be what ends them, by using up the memory for example.`,
    };
  }
  return { events: ['requeue'], reason: `Its worker ${lost} It goes on from its newest checkpoint.` };
}
