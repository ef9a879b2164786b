import { LatenError, limits } from '@laten/shared';
import type { Database } from '../database.ts';
import { deliverRuns } from '../queue/deliver-runs.ts';
import { withdrawJobs } from '../queue/withdraw-jobs.ts';
import { inTransaction } from '../transaction.ts';
import { changeSweep, lockListedSweep } from './sweep-row.ts';

/**
 * setSweepPriority lets the waiting trials of a sweep be taken before or after those of others: the higher first. Throws
 * SweepNotFoundError, or LatenError (LIMIT_EXCEEDED).
 */
export async function setSweepPriority(
  { pool, queue }: Pick<Database, 'pool' | 'queue'>,
  { sweepId, priority }: { readonly sweepId: string; readonly priority: number },
): Promise<void> {
  checkSweepPriority(priority);
  await queue.ready();
  await inTransaction(pool, async (client) => {
    await lockListedSweep(client, sweepId);
    await changeSweep(client, sweepId, { set: 'priority = $2', values: [priority] });
    await withdrawJobs(client, { sweepId });
    await deliverRuns(client, queue, { sweepId });
  });
}

/** checkSweepPriority refuses what is no priority. Throws LatenError (LIMIT_EXCEEDED). */
export function checkSweepPriority(priority: number): void {
  const { min, max } = limits.sweepPriority;
  if (Number.isInteger(priority) && priority >= min && priority <= max) return;
  throw new LatenError(
    'LIMIT_EXCEEDED',
    `The priority ${priority} is refused: a whole number from ${min} to ${max}.`,
  );
}
