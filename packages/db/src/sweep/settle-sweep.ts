import { type EndedTrial, JUDGED_TRIALS, judgeLastTrials } from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { withdrawJobs } from '../queue/withdraw-jobs.ts';
import { inTransaction } from '../transaction.ts';
import { cancelWaitingTrials } from './cancel-waiting-trials.ts';
import { changeSweep, lockSweep, type SweepRow, touchSweep } from './sweep-row.ts';

/**
 * settleSweep brings a sweep's row in line with its trials after one of them has changed its state, in the same transaction: a
 * sweep whose trials have all ended has FINISHED, one whose trials fail pauses itself, one that FINISHED and has a trial that
 * waits or runs again goes on, and one that was canceled lets none wait. Live readers are told in any case.
 */
export async function settleSweep(client: PoolClient, sweepId: string): Promise<void> {
  const sweep = await lockSweep(client, sweepId);
  if (sweep.status === 'ACTIVE') return settleActive(client, sweep);
  if (sweep.status === 'CANCELED') await cancelWaitingTrials(client, sweepId);
  if (sweep.status === 'FINISHED' && (await hasOpenTrials(client, sweepId))) {
    return changeSweep(client, sweepId, { set: `status = 'ACTIVE', finished_at = NULL` });
  }
  await touchSweep(client, sweepId);
}

/** settleSweepsOfRuns settles the sweeps that have one of these runs. */
export async function settleSweepsOfRuns(client: PoolClient, runIds: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ sweepId: string }>(
    `SELECT DISTINCT sweep_id AS "sweepId" FROM run WHERE id = ANY ($1) AND sweep_id IS NOT NULL ORDER BY sweep_id`,
    [runIds],
  );
  for (const { sweepId } of rows) await settleSweep(client, sweepId);
}

/**
 * settleSweeps settles each sweep that is not in line with its trials, and returns their ids. Every change of a trial settles its
 * sweep by itself: this is for what slipped through, and finds nothing.
 */
export async function settleSweeps({ pool }: Pick<Database, 'pool'>): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM sweep WHERE deleted_at IS NULL AND (
       status = 'ACTIVE' AND NOT EXISTS (${openTrials})
       OR status = 'FINISHED' AND EXISTS (${openTrials})
       OR status = 'CANCELED' AND EXISTS (SELECT FROM run WHERE sweep_id = sweep.id AND run.status = 'QUEUED'))
     ORDER BY id`,
  );
  for (const { id } of rows) await inTransaction(pool, (client) => settleSweep(client, id));
  return rows.map(({ id }) => id);
}

const openTrials = `
  SELECT FROM run WHERE sweep_id = sweep.id AND run.deleted_at IS NULL AND run.status IN ('QUEUED', 'RUNNING')`;

async function settleActive(client: PoolClient, { sweepId }: SweepRow): Promise<void> {
  if (!(await hasOpenTrials(client, sweepId))) {
    return changeSweep(client, sweepId, { set: `status = 'FINISHED', finished_at = now()` });
  }
  const { pause, reason } = judgeLastTrials(await readLastTrials(client, sweepId));
  if (!pause) return touchSweep(client, sweepId);
  await withdrawJobs(client, { sweepId });
  await changeSweep(client, sweepId, {
    set: `status = 'PAUSED', reason = $2, reason_code = 'TRIALS_FAIL'`,
    values: [reason],
  });
}

async function hasOpenTrials(client: PoolClient, sweepId: string): Promise<boolean> {
  const { rows } = await client.query<{ open: boolean }>(
    `SELECT EXISTS (${openTrials}) AS open FROM sweep WHERE id = $1`,
    [sweepId],
  );
  return rows[0]?.open ?? false;
}

/** The newest first; what ended before a person last resumed the sweep is forgiven. */
async function readLastTrials(client: PoolClient, sweepId: string): Promise<EndedTrial[]> {
  const { rows } = await client.query<EndedTrial>(
    `SELECT run.status, run.reason_code AS "reasonCode" FROM run JOIN sweep ON sweep.id = run.sweep_id
     WHERE run.sweep_id = $1 AND run.deleted_at IS NULL AND run.status IN ('FINISHED', 'FAILED', 'CRASHED')
       AND run.finished_at > COALESCE(sweep.resumed_at, '-infinity')
     ORDER BY run.finished_at DESC, run.trial DESC LIMIT ${JUDGED_TRIALS}`,
    [sweepId],
  );
  return rows;
}
