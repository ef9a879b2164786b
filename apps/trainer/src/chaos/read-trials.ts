import type { Database } from '@laten/db';
import type { RunStatus } from '@laten/shared';
import type { SeenPoint, Sighting, TrialRecord } from './judge-chaos.ts';

/** What is in the database of the trials of a sweep, read past all code that is under test. */

const SAMPLED_POINTS = 20;

/** readTrials reads the trials with all their points. */
export async function readTrials({ pool }: Database, sweepId: string): Promise<TrialRecord[]> {
  const runs = await pool.query<{ id: string; trial: number; status: RunStatus; attempt: number }>(
    'SELECT id, trial, status, attempt FROM run WHERE sweep_id = $1 ORDER BY trial',
    [sweepId],
  );
  const points = await pool.query<{ runId: string; key: string; value: number }>(
    `SELECT run_id AS "runId", series.name || ' ' || point.step AS key, point.value
     FROM point JOIN series ON series.id = series_id JOIN run ON run.id = run_id WHERE sweep_id = $1`,
    [sweepId],
  );
  const byRun = Map.groupBy(points.rows, ({ runId }) => runId);
  return runs.rows.map(({ id, ...run }) => ({
    ...run,
    points: new Map((byRun.get(id) ?? []).map(({ key, value }) => [key, value])),
  }));
}

/** sightTrials reads in which state each trial is now. */
export async function sightTrials({ pool }: Database, sweepId: string): Promise<Sighting[]> {
  const { rows } = await pool.query<Omit<Sighting, 'atMs'>>(
    'SELECT trial, status, attempt, supervisor FROM run WHERE sweep_id = $1',
    [sweepId],
  );
  const atMs = Date.now();
  return rows.map((row) => ({ ...row, atMs }));
}

/** samplePoints reads some of the points that are committed now. */
export async function samplePoints({ pool }: Database, sweepId: string): Promise<SeenPoint[]> {
  const { rows } = await pool.query<SeenPoint>(
    `SELECT trial, series.name || ' ' || point.step AS key, point.value
     FROM run JOIN series ON run_id = run.id JOIN point ON series_id = series.id
     WHERE sweep_id = $1 ORDER BY random() LIMIT $2`,
    [sweepId, SAMPLED_POINTS],
  );
  return rows;
}
