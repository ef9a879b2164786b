import {
  nextSweepStatus,
  type SweepEvent,
  SweepNotFoundError,
  SweepStateError,
  type SweepStatus,
} from '@laten/shared';
import type { PoolClient } from 'pg';
import { SWEEP_CHANNEL } from '../live/channels.ts';

/**
 * A sweep's row, for those who change it. Whoever locks runs and sweeps locks the runs first, in the order of their ids, and
 * then the sweeps, in the order of theirs: so no two wait for each other.
 */

/** SweepRow is what a change needs to know of a sweep, read under its row lock. */
export type SweepRow = {
  readonly sweepId: string;
  readonly status: SweepStatus;
  readonly reasonCode: string | null;
  readonly note: string;
  /** Deleted by a person, and not yet purged. */
  readonly deleted: boolean;
};

/** lockSweep locks a sweep's row until the transaction ends, a deleted one too. Throws SweepNotFoundError. */
export async function lockSweep(client: PoolClient, sweepId: string): Promise<SweepRow> {
  // Not FOR UPDATE, which those who insert trials would have to wait for: each of them locks the key.
  const { rows } = await client.query<SweepRow>(
    `SELECT id AS "sweepId", status, reason_code AS "reasonCode", note, deleted_at IS NOT NULL AS deleted
     FROM sweep WHERE id = $1 FOR NO KEY UPDATE`,
    [sweepId],
  );
  const [sweep] = rows;
  if (!sweep) throw new SweepNotFoundError(sweepId);
  return sweep;
}

/** lockListedSweep locks a sweep that is not deleted. Throws SweepNotFoundError. */
export async function lockListedSweep(client: PoolClient, sweepId: string): Promise<SweepRow> {
  const sweep = await lockSweep(client, sweepId);
  if (sweep.deleted) throw new SweepNotFoundError(sweepId);
  return sweep;
}

/** SweepChange is a change of columns: `set` is SQL, in which `values` are $2 and so on. */
export type SweepChange = { readonly set: string; readonly values?: readonly unknown[] };

/** changeSweep changes columns of a sweep, raises its revision, and tells live readers when the transaction commits. */
export async function changeSweep(
  client: PoolClient,
  sweepId: string,
  { set, values = [] }: SweepChange,
): Promise<void> {
  await client.query(
    `WITH changed AS (UPDATE sweep SET ${set}, revision = revision + 1 WHERE id = $1 RETURNING id, revision)
     SELECT pg_notify('${SWEEP_CHANNEL}', id || ':' || revision) FROM changed`,
    [sweepId, ...values],
  );
}

/** touchSweep tells live readers that the state of one of its trials has changed. Called last, because all trials of a sweep take turns here. */
export async function touchSweep(client: PoolClient, sweepId: string): Promise<void> {
  await changeSweep(client, sweepId, { set: 'id = id' });
}

/** requireSweepTransition returns the state after an event. Throws SweepStateError, in words, when the table does not allow it. */
export function requireSweepTransition(sweep: SweepRow, event: SweepEvent): SweepStatus {
  const next = nextSweepStatus(sweep.status, event);
  if (next) return next;
  throw new SweepStateError(`Sweep ${sweep.sweepId} is ${sweep.status}: ${refusals[event]}`);
}

const refusals: Readonly<Record<SweepEvent, string>> = {
  pause: 'only an ACTIVE one can be paused.',
  resume: 'only a PAUSED one can be resumed.',
  cancel: 'there is nothing to cancel.',
  finish: 'it does not end by itself.',
  reopen: 'it has not ended.',
};
