import { isSweepEnded } from '@laten/shared';
import type { PoolClient } from 'pg';
import { changeSweep, requireSweepTransition, type SweepRow } from './sweep-row.ts';

/**
 * reopenSweep lets a sweep that has ended go on, because a person has given it something to do; one that is PAUSED stays so, and
 * what failed before is forgiven. The caller holds its row lock.
 */
export async function reopenSweep(client: PoolClient, sweep: SweepRow): Promise<void> {
  if (!isSweepEnded(sweep.status)) {
    return changeSweep(client, sweep.sweepId, { set: 'resumed_at = clock_timestamp()' });
  }
  await changeSweep(client, sweep.sweepId, {
    set: 'status = $2, reason = NULL, reason_code = NULL, finished_at = NULL, resumed_at = clock_timestamp()',
    values: [requireSweepTransition(sweep, 'reopen')],
  });
}
