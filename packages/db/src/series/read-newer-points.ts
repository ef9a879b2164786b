import { RunNotFoundError, rollupLevels } from '@laten/shared';
import type { Database } from '../database.ts';

/**
 * Reads what is newer than a reader has, without reading history: from the changed buckets of the coarse level to those of
 * the fine one within them, and from those to their points, each by its primary key.
 */

/** ReadNewerPointsQuery says what a reader has: of each series all points up to a revision of the run. */
export type ReadNewerPointsQuery = {
  readonly runId: string;
  readonly series: readonly { readonly name: string; readonly afterRevision: number }[];
};

/** NewerPoints are the points of a series that the reader does not have, by step. NaN and infinities are values. */
export type NewerPoints = {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
};

/**
 * NewerAnswer is what is newer, and how far the reader is now. Under another `attempt` points may have been deleted: what
 * the reader has is void. `reload`: there is so much that reading the series anew costs less; no points are sent then.
 */
export type NewerAnswer = {
  readonly attempt: number;
  readonly revision: number;
  readonly reload: boolean;
  readonly series: readonly NewerPoints[];
};

const MOST_POINTS = 20_000;
const [fine, coarse] = rollupLevels;

/** One statement, so one snapshot: the points sent are those between the reader's revisions and the one it is told. */
const newerPointsQuery = {
  name: 'laten_newer_points',
  text: `
    WITH changed AS (
      SELECT series.id, series.name, asked.after_revision
      FROM unnest($2::text[], $3::int[]) AS asked(name, after_revision)
      JOIN series ON series.run_id = $1 AND series.name = asked.name AND series.revision > asked.after_revision
    ), newer AS (
      SELECT changed.name, point.step, point.value
      FROM changed
      CROSS JOIN LATERAL (
        SELECT bucket FROM rollup
        WHERE series_id = changed.id AND level = ${coarse} AND revision > changed.after_revision OFFSET 0
      ) AS wide
      CROSS JOIN LATERAL (
        SELECT bucket FROM rollup
        WHERE series_id = changed.id AND level = ${fine} AND revision > changed.after_revision
          AND bucket BETWEEN wide.bucket * ${coarse / fine} AND wide.bucket * ${coarse / fine} + ${coarse / fine - 1} OFFSET 0
      ) AS narrow
      CROSS JOIN LATERAL (
        SELECT step, value FROM point
        WHERE series_id = changed.id AND revision > changed.after_revision
          AND step BETWEEN narrow.bucket * ${fine} AND narrow.bucket * ${fine} + ${fine - 1} OFFSET 0
      ) AS point
      LIMIT ${MOST_POINTS + 1}
    )
    SELECT run.attempt, run.revision, newer.name, newer.step, newer.value
    FROM run LEFT JOIN newer ON true
    WHERE run.id = $1 AND run.deleted_at IS NULL
    ORDER BY newer.name, newer.step`,
};

type Row = {
  readonly attempt: number;
  readonly revision: number;
  readonly name: string | null;
  readonly step: number;
  readonly value: number;
};

/** readNewerPoints returns the points of some series that are newer than what the reader has. Throws RunNotFoundError. */
export async function readNewerPoints(
  { pool }: Pick<Database, 'pool'>,
  { runId, series }: ReadNewerPointsQuery,
): Promise<NewerAnswer> {
  const { rows } = await pool.query<Row>({
    ...newerPointsQuery,
    values: [runId, series.map((one) => one.name), series.map((one) => one.afterRevision)],
  });
  const [first] = rows;
  if (!first) throw new RunNotFoundError(runId);
  const { attempt, revision } = first;
  const reload = rows.length > MOST_POINTS;
  return { attempt, revision, reload, series: reload ? [] : groupByName(rows) };
}

function groupByName(rows: readonly Row[]): NewerPoints[] {
  const groups = new Map<string, { steps: number[]; values: number[] }>();
  for (const { name, step, value } of rows) {
    if (name === null) continue;
    const group = groups.get(name) ?? { steps: [], values: [] };
    group.steps.push(step);
    group.values.push(value);
    groups.set(name, group);
  }
  return [...groups].map(([name, points]) => ({ name, ...points }));
}
