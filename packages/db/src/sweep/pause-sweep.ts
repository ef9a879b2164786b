import type { Database } from '../database.ts';
import { withdrawJobs } from '../queue/withdraw-jobs.ts';
import { inTransaction } from '../transaction.ts';
import { changeSweep, lockListedSweep, requireSweepTransition } from './sweep-row.ts';

/**
 * pauseSweep lets no worker take a trial of a sweep any more. Those that train one see it within a second, and hand it back
 * with a checkpoint. Throws SweepNotFoundError, or SweepStateError when it is not ACTIVE.
 */
export async function pauseSweep(
  { pool }: Pick<Database, 'pool'>,
  { sweepId }: { readonly sweepId: string },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const status = requireSweepTransition(await lockListedSweep(client, sweepId), 'pause');
    await withdrawJobs(client, { sweepId });
    await changeSweep(client, sweepId, {
      set: `status = $2, reason = 'Paused by a person.', reason_code = 'PAUSED_BY_PERSON'`,
      values: [status],
    });
  });
}
