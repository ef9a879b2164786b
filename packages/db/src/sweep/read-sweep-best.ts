import type { Database } from '../database.ts';
import { comparableTrialsSql, trialValueSql } from './read-best-trials.ts';

/** SweepBestPoint is a trial that has ended, and the best of the sweep from then on. */
export type SweepBestPoint = {
  /** When it ended: milliseconds since 1970. */
  readonly atMs: number;
  readonly runId: string;
  readonly trial: number;
  readonly value: number;
  readonly best: number;
};

/** readSweepBest returns the values of the trials that have ended, in the order in which they did, with the best so far. */
export async function readSweepBest(
  { pool }: Pick<Database, 'pool'>,
  { sweepId }: { readonly sweepId: string },
): Promise<SweepBestPoint[]> {
  const { rows } = await pool.query<SweepBestPoint>(
    `WITH ended AS (
       SELECT run.finished_at, run.id, run.trial, sweep.goal, ${trialValueSql} AS value
       FROM sweep
       JOIN run ON run.sweep_id = sweep.id
       JOIN series ON series.run_id = run.id AND series.name = sweep.metric
       WHERE sweep.id = $1 AND ${comparableTrialsSql} AND run.finished_at IS NOT NULL
     )
     SELECT (EXTRACT(EPOCH FROM finished_at) * 1000)::float8 AS "atMs", id AS "runId", trial, value,
       CASE goal WHEN 'minimize' THEN min(value) OVER so_far ELSE max(value) OVER so_far END AS best
     FROM ended WHERE value IS NOT NULL
     WINDOW so_far AS (ORDER BY finished_at, trial)
     ORDER BY finished_at, trial`,
    [sweepId],
  );
  return rows;
}
