import { deriveRunStatus, RunStateError } from '@laten/shared';
import { deleteUnreferencedBlobs } from '../blob/delete-unreferenced-blobs.ts';
import type { Database } from '../database.ts';
import { lockRun } from '../recording/run-row.ts';
import { settleSweep } from '../sweep/settle-sweep.ts';
import { inTransaction } from '../transaction.ts';
import { eraseRun } from './erase-run.ts';

/** DeletedRun says what went with a run. Bytes that another run also stores stay, and are not counted. */
export type DeletedRun = {
  readonly runId: string;
  readonly points: number;
  readonly artifacts: number;
  readonly bytesFreed: number;
};

/**
 * deleteRun deletes a run for good, with its points, rollups and artifacts, and frees the bytes that nobody else stores.
 * Refuses a running run. For a deletion that can be undone see `markRunsDeleted`.
 */
export async function deleteRun(
  database: Pick<Database, 'pool'>,
  { runId }: { runId: string },
): Promise<DeletedRun> {
  const { points, checksums } = await inTransaction(database.pool, async (client) => {
    const run = await lockRun(client, runId);
    if (deriveRunStatus(run) === 'RUNNING') {
      throw new RunStateError(`Run ${runId} is running (${run.supervisor}). Cancel it before you delete it.`);
    }
    const erased = await eraseRun(client, runId);
    if (run.sweepId) await settleSweep(client, run.sweepId);
    return erased;
  });
  const { bytes } = await deleteUnreferencedBlobs(database, { among: checksums });
  return { runId, points, artifacts: checksums.length, bytesFreed: bytes };
}
