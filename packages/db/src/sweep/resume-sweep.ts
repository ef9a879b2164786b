import type { Database } from '../database.ts';
import { deliverRuns } from '../queue/deliver-runs.ts';
import { inTransaction } from '../transaction.ts';
import { settleSweep } from './settle-sweep.ts';
import { changeSweep, lockListedSweep, requireSweepTransition } from './sweep-row.ts';

/**
 * resumeSweep lets workers take the trials of a paused sweep again. Trials that failed before do not pause it again. Throws
 * SweepNotFoundError, or SweepStateError when it is not PAUSED.
 */
export async function resumeSweep(
  { pool, queue }: Pick<Database, 'pool' | 'queue'>,
  { sweepId }: { readonly sweepId: string },
): Promise<void> {
  await queue.ready();
  await inTransaction(pool, async (client) => {
    const status = requireSweepTransition(await lockListedSweep(client, sweepId), 'resume');
    await changeSweep(client, sweepId, {
      set: 'status = $2, reason = NULL, reason_code = NULL, resumed_at = clock_timestamp()',
      values: [status],
    });
    // Its last trial may have ended while it was paused.
    await settleSweep(client, sweepId);
    await deliverRuns(client, queue, { sweepId });
  });
}
