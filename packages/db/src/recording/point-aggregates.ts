import { rollupLevels } from '@laten/shared';

/**
 * The SQL that summarises points; `packages/shared/src/recording/rollup.ts` is its specification.
 * A pair [value, step] sorts by value, then by step: so `min` of pairs is the lowest value and of equals its earliest
 * step, and `max` of [step, value] is the newest value. One pass finds what else would need a join.
 */

/** In Postgres NaN sorts above Infinity, so this one comparison is false for all three that are not finite. */
const finite = `abs(value) < 'Infinity'`;

/** Postgres refuses sums and products that leave the range of float8; like those of JavaScript, ours go to 0 or Infinity. */
const term = `CASE WHEN abs(value) < 1e300 THEN value ELSE value * 'Infinity'::float8 END`;
const square = `CASE WHEN abs(value) < 1e-150 THEN 0 WHEN abs(value) < 1e150 THEN value * value ELSE 'Infinity' END`;

/** pointAggregates are the columns of a `SELECT … GROUP BY` over rows with `step` and `value`. */
export const pointAggregates = `
  min(ARRAY[value, step]) FILTER (WHERE ${finite}) AS lowest,
  max(ARRAY[value, -step]) FILTER (WHERE ${finite}) AS highest,
  max(ARRAY[step, value]) AS newest,
  count(*)::int AS n,
  COALESCE(sum(${term}) FILTER (WHERE ${finite}), 0) AS sum,
  COALESCE(sum(${square}) FILTER (WHERE ${finite}), 0) AS sum_squares,
  count(*) FILTER (WHERE NOT ${finite})::int AS non_finite_count`;

const [fine, coarse] = rollupLevels;

/**
 * groupPoints selects the aggregates of `source` by bucket of each level, and of each whole series (level and bucket
 * null), in one pass. `source` is a table or CTE with series_id, step and value, and may carry a WHERE.
 */
export const groupPoints = (source: string): string => `
  SELECT series_id,
    CASE WHEN GROUPING(step / ${fine}) = 0 THEN ${fine} WHEN GROUPING(step / ${coarse}) = 0 THEN ${coarse} END AS level,
    COALESCE(step / ${fine}, step / ${coarse}) AS bucket,
    ${pointAggregates}
  FROM ${source}
  GROUP BY GROUPING SETS ((series_id, step / ${fine}), (series_id, step / ${coarse}), (series_id))`;

/** insertRollups turns groups of `groupPoints` into rows of `rollup`. */
export const insertRollups = (groups: string, revision: string): string => `
  INSERT INTO rollup
    (series_id, level, bucket, min, max, last, last_step, n, sum, sum_squares, non_finite_count, revision)
  SELECT series_id, level, bucket, lowest[1], highest[1], newest[2], newest[1]::int,
    n, sum, sum_squares, non_finite_count, ${revision}
  FROM ${groups}`;
