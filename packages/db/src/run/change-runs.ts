import { RunNotFoundError, type RunStatus } from '@laten/shared';
import type { PoolClient } from 'pg';
import { RUN_CHANNEL } from '../live/channels.ts';
import { shownStatusSql } from './shown-status.ts';

/** LockedRun is what a person's change of a run needs to know of it. */
export type LockedRun = {
  readonly id: string;
  /** As a reader should see it. */
  readonly status: RunStatus;
  readonly supervisor: string | null;
  readonly note: string;
  readonly deleted: boolean;
};

/** lockRuns locks the rows of runs until the transaction ends, always in the order of their ids. Unknown ids are left out. */
export async function lockRuns(client: PoolClient, ids: readonly string[]): Promise<LockedRun[]> {
  const { rows } = await client.query<LockedRun>(
    `SELECT id, ${shownStatusSql} AS status, supervisor, note, deleted_at IS NOT NULL AS deleted
     FROM run WHERE id = ANY ($1) ORDER BY id FOR UPDATE`,
    [ids],
  );
  return rows;
}

/** lockExistingRuns locks runs that are not deleted. Throws RunNotFoundError when none of the ids has one. */
export async function lockExistingRuns(client: PoolClient, ids: readonly string[]): Promise<LockedRun[]> {
  const runs = (await lockRuns(client, ids)).filter((run) => !run.deleted);
  if (runs.length === 0) throw new RunNotFoundError(ids[0] ?? '');
  return runs;
}

/** RunChange is a change of columns: `set` is SQL, in which `values` are $2 and so on. */
export type RunChange = {
  readonly ids: readonly string[];
  readonly set: string;
  readonly values?: readonly unknown[];
};

/** changeRuns changes columns of runs, raises their revisions, and tells live readers when the transaction commits. */
export async function changeRuns(client: PoolClient, { ids, set, values = [] }: RunChange): Promise<void> {
  await client.query(
    `WITH changed AS (
       UPDATE run SET ${set}, revision = revision + 1 WHERE id = ANY ($1) RETURNING id, revision
     )
     SELECT pg_notify('${RUN_CHANNEL}', id || ':' || revision) FROM changed`,
    [ids, ...values],
  );
}
