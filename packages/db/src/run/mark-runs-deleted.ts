import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { settleSweepsOfRuns } from '../sweep/settle-sweep.ts';
import { inTransaction } from '../transaction.ts';
import { changeRuns, type LockedRun, lockRuns } from './change-runs.ts';

/** RunDeletion says which runs are deleted now, and why the others are not. */
export type RunDeletion = {
  readonly deleted: readonly string[];
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
};

/**
 * markRunsDeleted takes runs out of every list. They can be brought back with `restoreRuns` until `purgeDeletedRuns` frees
 * what they store. A running run is refused; one that is deleted already stays so. The sweeps of trials are settled.
 */
export async function markRunsDeleted(
  { pool }: Pick<Database, 'pool'>,
  { ids }: { readonly ids: readonly string[] },
): Promise<RunDeletion> {
  return inTransaction(pool, async (client) => {
    const runs = new Map((await lockRuns(client, ids)).map((run) => [run.id, run]));
    const deleted: string[] = [];
    const refused: { id: string; reason: string }[] = [];
    for (const id of new Set(ids)) {
      const reason = reasonToKeep(runs.get(id));
      if (reason) refused.push({ id, reason });
      else deleted.push(id);
    }
    const changed = deleted.filter((id) => !runs.get(id)?.deleted);
    await changeRuns(client, { ids: changed, set: 'deleted_at = now()' });
    await settleSweepsOfRuns(client, changed);
    if (changed.length > 0) await notifyTopic(client, 'experiments');
    return { deleted, refused };
  });
}

function reasonToKeep(run: LockedRun | undefined): string | null {
  if (!run) return 'No run has this id. It may have been deleted elsewhere.';
  if (run.status !== 'RUNNING') return null;
  return `It is running (${run.supervisor ?? 'unknown process'}). Cancel it before you delete it.`;
}
