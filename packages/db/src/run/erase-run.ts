import type { PoolClient } from 'pg';

/** ErasedRun says what went with a run's row. The bytes of the checksums are still there. */
export type ErasedRun = { readonly points: number; readonly checksums: readonly string[] };

/** eraseRun deletes a run with its points, rollups and artifacts. The caller holds the run's row lock, and frees the bytes. */
export async function eraseRun(client: PoolClient, runId: string): Promise<ErasedRun> {
  // A long run has many millions of points; the usual limit for a statement is not meant for this one.
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
}
