import { rollupLevels } from '@laten/shared';
import type { Database } from '../database.ts';

/** RunTimes are moments of a run: `steps` ascend, and each has its time, in ms since 1970. */
export type RunTimes = { readonly steps: readonly number[]; readonly wallTimesMs: readonly number[] };

const MOST_MOMENTS = 400;
const [fine, coarse] = rollupLevels;

/**
 * The longest series tells the time. Of a short one every point is a moment; of a long one the first, and the last of each
 * bucket, of so many buckets that there are not too many: fine ones while these are few enough to be read, else coarse ones.
 */
const runClockQuery = {
  name: 'laten_run_clock',
  text: `
    WITH longest AS (
      SELECT id, n, last_step, CASE WHEN last_step / ${coarse} < ${MOST_MOMENTS / 2} THEN ${fine} ELSE ${coarse} END AS level
      FROM series WHERE run_id = $1 ORDER BY n DESC, id LIMIT 1
    ), thinned AS (
      SELECT *, ceil((last_step / level + 1) / ${MOST_MOMENTS - 2}::float8)::int AS stride FROM longest
    ), chosen AS (
      SELECT point.step FROM thinned
      CROSS JOIN LATERAL (SELECT step FROM point WHERE series_id = id AND n <= ${MOST_MOMENTS} OFFSET 0) AS point
      UNION
      SELECT rollup.last_step FROM thinned JOIN rollup ON series_id = id AND rollup.level = thinned.level
      WHERE thinned.n > ${MOST_MOMENTS} AND bucket % stride = 0
      UNION
      SELECT last_step FROM thinned
      UNION
      SELECT (SELECT min(step) FROM point WHERE series_id = id) FROM thinned
    )
    SELECT chosen.step, (EXTRACT(EPOCH FROM wall_time) * 1000)::float8 AS "wallTimeMs"
    FROM thinned CROSS JOIN chosen
    CROSS JOIN LATERAL (SELECT wall_time FROM point WHERE series_id = id AND step = chosen.step OFFSET 0) AS point
    ORDER BY step`,
};

/** readRunClock returns at most 400 moments of a run, its first and its last among them; none for a run without points. */
export async function readRunClock({ pool }: Pick<Database, 'pool'>, runId: string): Promise<RunTimes> {
  const { rows } = await pool.query<{ step: number; wallTimeMs: number }>({
    ...runClockQuery,
    values: [runId],
  });
  return { steps: rows.map((row) => row.step), wallTimesMs: rows.map((row) => row.wallTimeMs) };
}
