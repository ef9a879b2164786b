import { deriveRunStatus, RunStateError } from '@laten/shared';
import { deleteUnreferencedBlobs } from '../blob/delete-unreferenced-blobs.ts';
import type { Database } from '../database.ts';
import { lockRun } from '../recording/run-row.ts';
import { inTransaction } from '../transaction.ts';

/** DeletedRun says what went with a run. Bytes that another run also stores stay, and are not counted. */
export type DeletedRun = {
  readonly runId: string;
  readonly points: number;
  readonly artifacts: number;
  readonly bytesFreed: number;
};

/** deleteRun deletes a run with its points, rollups and artifacts, and frees the bytes that nobody else stores. Refuses a running run. */
export async function deleteRun(
  database: Pick<Database, 'pool'>,
  { runId }: { runId: string },
): Promise<DeletedRun> {
  const deleted = await inTransaction(database.pool, async (client) => {
    const run = await lockRun(client, runId);
    if (deriveRunStatus(run) === 'RUNNING') {
      throw new RunStateError(`Run ${runId} is running (${run.supervisor}). Cancel it before you delete it.`);
    }
    await client.query('SET LOCAL statement_timeout = 0');
    const points = await client.query(
      'DELETE FROM point WHERE series_id IN (SELECT id FROM series WHERE run_id = $1)',
      [runId],
    );
    const artifacts = await client.query<{ sha256: string }>(
      'DELETE FROM artifact WHERE run_id = $1 RETURNING sha256',
      [runId],
    );
    await client.query('DELETE FROM run WHERE id = $1', [runId]);
    return { points: points.rowCount ?? 0, checksums: artifacts.rows.map((row) => row.sha256) };
  });
  const { bytes } = await deleteUnreferencedBlobs(database, { among: deleted.checksums });
  return { runId, points: deleted.points, artifacts: deleted.checksums.length, bytesFreed: bytes };
}
