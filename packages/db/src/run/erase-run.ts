import type { PoolClient } from 'pg';

/** ErasedRun says what went with a run's row. The bytes of the checksums are still there. */
export type ErasedRun = { readonly points: number; readonly checksums: readonly string[] };

/** Points that one statement deletes: a long run has many millions, and no statement has for ever. */
export const POINTS_PER_STATEMENT = 50_000;

/**
 * eraseRun deletes a run with its points, rollups and artifacts. The caller holds the run's row lock, and frees the bytes.
 * When the signal aborts, it throws the reason after the statement that runs, for the transaction to roll back.
 */
export async function eraseRun(
  client: PoolClient,
  runId: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<ErasedRun> {
  const series = await client.query<{ id: number }>('SELECT id FROM series WHERE run_id = $1', [runId]);
  let points = 0;
  for (const { id } of series.rows) points += await erasePoints(client, id, signal);
  const artifacts = await client.query<{ sha256: string }>(
    'DELETE FROM artifact WHERE run_id = $1 RETURNING sha256',
    [runId],
  );
  await client.query('DELETE FROM run WHERE id = $1', [runId]);
  return { points, checksums: artifacts.rows.map((row) => row.sha256) };
}

/** Returns how many points the series had. Goes by step, so that no statement looks at what the one before has deleted. */
async function erasePoints(
  client: PoolClient,
  seriesId: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  let points = 0;
  for (let afterStep: number | null = -1; afterStep !== null; ) {
    signal?.throwIfAborted();
    const { rows }: { rows: { deleted: number; lastStep: number | null }[] } = await client.query(
      `WITH part AS (
         SELECT max(step) AS last_step FROM (
           SELECT step FROM point WHERE series_id = $1 AND step > $2 ORDER BY step LIMIT ${POINTS_PER_STATEMENT}
         ) AS next
       ), deleted AS (
         DELETE FROM point USING part WHERE series_id = $1 AND step > $2 AND step <= last_step RETURNING step
       )
       SELECT (SELECT count(*)::int FROM deleted) AS deleted, last_step AS "lastStep" FROM part`,
      [seriesId, afterStep],
    );
    points += rows[0]?.deleted ?? 0;
    afterStep = rows[0]?.lastStep ?? null;
  }
  return points;
}
