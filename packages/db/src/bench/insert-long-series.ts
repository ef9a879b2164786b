import type { Database } from '../database.ts';
import { groupPoints, insertRollups } from '../recording/point-aggregates.ts';
import { inTransaction } from '../transaction.ts';

/** LongSeries says what was made: a series of steps 1 to `points` with one lowest and one highest value. */
export type LongSeries = { readonly seriesId: number; readonly low: number; readonly high: number };

/**
 * insertLongSeries makes a series of many points inside the database, with its rollups: a noisy falling curve with one
 * spike each way. For benchmarks and tests; a run's own points come through the recording store.
 */
export async function insertLongSeries(
  { pool }: Pick<Database, 'pool'>,
  { runId, name, points }: { runId: string; name: string; points: number },
): Promise<LongSeries> {
  const [low, high] = [-1_000.5, 9_999.25];
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO series (run_id, name, goal, n, last, last_step) VALUES ($1, $2, 'min', $3, 0, $3) RETURNING id`,
      [runId, name, points],
    );
    const seriesId = rows[0]?.id ?? 0;
    await client.query(
      `INSERT INTO point (series_id, step, epoch, revision, value, wall_time)
       SELECT $1::int, step, 1, 1, CASE step WHEN $2::int / 3 THEN $3::float8 WHEN $2::int / 2 THEN $4::float8
         ELSE 250 + 100 * exp(-step / 1e5) + 20 * sin(step * 12.9898) END, now()
       FROM generate_series(1, $2::int) AS step`,
      [seriesId, points, low, high],
    );
    await client.query(
      `WITH grouped AS (${groupPoints('point WHERE series_id = $1')})
       ${insertRollups('grouped WHERE level IS NOT NULL', '1')}`,
      [seriesId],
    );
    return { seriesId, low, high };
  });
}
