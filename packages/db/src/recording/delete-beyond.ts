import { rollupLevels } from '@laten/shared';
import type { PoolClient, QueryConfig } from 'pg';
import { groupPoints, insertRollups, pointAggregates } from './point-aggregates.ts';

/** DeleteBeyond says what a resumed attempt keeps, and the revision under which readers see the change. */
export type DeleteBeyond = {
  readonly runId: string;
  /** Null deletes everything that has a step. */
  readonly keepThroughStep: number | null;
  readonly revision: number;
};

/**
 * deleteBeyond deletes the points and artifacts beyond a step, and makes rollups and summaries say what is left. It
 * runs in the transaction that raises the attempt. Returns the checksums whose artifacts went.
 */
export async function deleteBeyond(client: PoolClient, what: DeleteBeyond): Promise<string[]> {
  const keepThroughStep = what.keepThroughStep ?? -1;
  // Its own statements have their time, in Postgres and in the client.
  await client.query('SET LOCAL statement_timeout = 0');
  const { rows } = await client.query<{ id: number }>('SELECT id FROM series WHERE run_id = $1', [
    what.runId,
  ]);
  const seriesIds = rows.map((row) => row.id);
  await client.query(
    patient('DELETE FROM point WHERE series_id = ANY ($1) AND step > $2', [seriesIds, keepThroughStep]),
  );
  await remakeRollups(client, { seriesIds, keepThroughStep, revision: what.revision });
  await remakeSummaries(client, { seriesIds, revision: what.revision });
  const artifacts = await client.query<{ sha256: string }>(
    'DELETE FROM artifact WHERE run_id = $1 AND step > $2 RETURNING sha256',
    [what.runId, keepThroughStep],
  );
  return artifacts.rows.map((row) => row.sha256);
}

const DELETE_WITHIN_MS = 60 * 60 * 1000;

/** A long run has many millions of points: the pool's limit for an answer is not meant for what counts them all. */
function patient(text: string, values: unknown[]): QueryConfig {
  return { text, values, query_timeout: DELETE_WITHIN_MS } as QueryConfig;
}

/** The bucket that holds the last kept step is cut: it and all later ones go, and it is computed anew from its points. */
async function remakeRollups(
  client: PoolClient,
  {
    seriesIds,
    keepThroughStep,
    revision,
  }: { seriesIds: number[]; keepThroughStep: number; revision: number },
): Promise<void> {
  const coarsest = Math.max(...rollupLevels);
  const firstCutStep = Math.floor(Math.max(0, keepThroughStep) / coarsest) * coarsest;
  await client.query(
    patient('DELETE FROM rollup WHERE series_id = ANY ($1) AND (bucket + 1) * level::bigint > $2', [
      seriesIds,
      keepThroughStep,
    ]),
  );
  await client.query(
    patient(
      `WITH grouped AS (${groupPoints('point WHERE series_id = ANY ($1) AND step >= $2')})
       ${insertRollups('grouped WHERE (bucket + 1) * level::bigint > $3', '$4')}`,
      [seriesIds, firstCutStep, keepThroughStep, revision],
    ),
  );
}

/** A series without a point goes; the others are summarised anew. */
async function remakeSummaries(
  client: PoolClient,
  { seriesIds, revision }: { seriesIds: number[]; revision: number },
): Promise<void> {
  await client.query(
    'DELETE FROM series WHERE id = ANY ($1) AND NOT EXISTS (SELECT FROM point WHERE series_id = series.id)',
    [seriesIds],
  );
  await client.query(
    patient(
      `WITH whole AS (SELECT series_id, ${pointAggregates} FROM point WHERE series_id = ANY ($1) GROUP BY series_id)
     UPDATE series SET
       last = newest[2], last_step = newest[1], min = lowest[1], max = highest[1],
       best = CASE goal WHEN 'min' THEN lowest[1] WHEN 'max' THEN highest[1] END,
       best_step = abs(CASE goal WHEN 'min' THEN lowest[2] WHEN 'max' THEN highest[2] END),
       n = whole.n, non_finite_count = whole.non_finite_count, revision = $2
     FROM whole WHERE series.id = whole.series_id`,
      [seriesIds, revision],
    ),
  );
}
