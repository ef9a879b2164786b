import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { withdrawJobs } from '../queue/withdraw-jobs.ts';
import { changeRuns } from '../run/change-runs.ts';
import { inTransaction } from '../transaction.ts';
import { cancelWaitingTrials } from './cancel-waiting-trials.ts';
import { changeSweep, lockListedSweep, requireSweepTransition } from './sweep-row.ts';

/** cancelModes lists how a sweep can be canceled: with the trials that run, or without them, which then come to their end. */
export const cancelModes = ['now', 'after-running'] as const;

/** CancelMode is one of them. */
export type CancelMode = (typeof cancelModes)[number];

const reasons: Readonly<Record<CancelMode, { readonly code: string; readonly words: string }>> = {
  now: { code: 'CANCELED_NOW', words: 'Canceled by a person, with the trials that ran.' },
  'after-running': {
    code: 'CANCELED_AFTER_RUNNING',
    words: 'Canceled by a person; the trials that ran come to their end.',
  },
};

/**
 * cancelSweep cancels the trials that wait, and with `now` asks those that run to stop: their supervisors look for it twice a
 * second. Throws SweepNotFoundError, or SweepStateError when the sweep has ended.
 */
export async function cancelSweep(
  { pool }: Pick<Database, 'pool'>,
  { sweepId, mode }: { readonly sweepId: string; readonly mode: CancelMode },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const running = await lockOpenTrials(client, sweepId);
    const status = requireSweepTransition(await lockListedSweep(client, sweepId), 'cancel');
    await changeSweep(client, sweepId, {
      set: 'status = $2, reason = $3, reason_code = $4, finished_at = now()',
      values: [status, reasons[mode].words, reasons[mode].code],
    });
    await withdrawJobs(client, { sweepId });
    await cancelWaitingTrials(client, sweepId);
    if (mode === 'now') {
      await changeRuns(client, {
        ids: running,
        set: 'cancel_requested_at = COALESCE(cancel_requested_at, now())',
      });
    }
  });
}

/** Returns the ids of those that run. */
async function lockOpenTrials(client: PoolClient, sweepId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string; running: boolean }>(
    `SELECT id, status = 'RUNNING' AS running FROM run
     WHERE sweep_id = $1 AND status IN ('QUEUED', 'RUNNING') ORDER BY id FOR UPDATE`,
    [sweepId],
  );
  return rows.filter(({ running }) => running).map(({ id }) => id);
}
