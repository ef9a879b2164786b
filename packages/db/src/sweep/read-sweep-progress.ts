import type { SweepStatus } from '@laten/shared';
import type { Database } from '../database.ts';
import { estimateProgress, type SweepProgress, type SweepWork } from './estimate-progress.ts';

/** Ended trials whose speed, with everything that a trial does besides its steps, is that of the next ones. */
const MEASURED_TRIALS = 20;

/** Of a sweep whose trials have all been deleted. */
const nothingToDo = { doneSteps: 0, totalSteps: null, running: [] };

/**
 * readSweepsProgress reads how far the trials of sweeps are, how quickly they go on, and what follows from that, by the
 * sweeps' ids: of all of them at once.
 */
export async function readSweepsProgress(
  { pool }: Pick<Database, 'pool'>,
  sweeps: readonly { readonly sweepId: string; readonly status: SweepStatus }[],
): Promise<ReadonlyMap<string, SweepProgress>> {
  if (sweeps.length === 0) return new Map();
  const ids = sweeps.map(({ sweepId }) => sweepId);
  const { rows } = await pool.query<Omit<SweepWork, 'isActive'> & { sweepId: string }>(readWork, [ids]);
  const works = new Map(rows.map(({ sweepId, ...work }) => [sweepId, work]));
  return new Map(
    sweeps.map(({ sweepId, status }) => {
      const work = works.get(sweepId) ?? nothingToDo;
      return [sweepId, estimateProgress({ ...work, isActive: status === 'ACTIVE' })];
    }),
  );
}

const trialsOfSweeps = `
  SELECT sweep_id, status, step, duration_ms, finished_at, id, total_steps, (config ->> 'epochs')::float8 AS epochs,
    (config ->> 'batchSize')::float8 AS batch_size, (config ->> 'limit')::float8 AS image_limit
  FROM run WHERE sweep_id = ANY ($1) AND deleted_at IS NULL`;

const imagesOfBegun = `
  SELECT sweep_id, avg(total_steps * batch_size / epochs) AS images
  FROM trial WHERE total_steps > 0 GROUP BY sweep_id`;

const measuredSpeeds = `
  SELECT sweep_id, sum(step * batch_size) / NULLIF(sum(duration_ms) / 1000, 0) AS images_per_second
  FROM (
    SELECT *, row_number() OVER (PARTITION BY sweep_id ORDER BY finished_at DESC) AS place
    FROM trial WHERE status = 'FINISHED'
  ) AS finished
  WHERE place <= ${MEASURED_TRIALS} GROUP BY sweep_id`;

/** The speed of a running trial: that of the last trials to their end, and before one has ended that of its own last step. */
const runningTrials = `
  SELECT trial.sweep_id, jsonb_agg(jsonb_build_object(
    'stepsLeft', GREATEST(total_steps - step, 0),
    'stepsPerSecond', COALESCE(measured.images_per_second, series.last) / batch_size
  )) AS trials
  FROM trial
  LEFT JOIN measured ON measured.sweep_id = trial.sweep_id
  LEFT JOIN series ON series.run_id = trial.id AND series.name = 'images_per_second'
  WHERE trial.status = 'RUNNING' GROUP BY trial.sweep_id`;

/** A trial that has not begun has as many images an epoch as it is limited to, or as those of its sweep that have begun. */
const sizedTrials = `
  SELECT trial.sweep_id, step, CASE
    WHEN status NOT IN ('QUEUED', 'RUNNING') THEN step
    WHEN total_steps > 0 THEN GREATEST(total_steps, step)
    ELSE ceil(COALESCE(image_limit, begun.images) / batch_size) * epochs
  END::float8 AS steps
  FROM trial LEFT JOIN begun ON begun.sweep_id = trial.sweep_id`;

/** What is joined is computed once, whatever Postgres knows of the table. */
const readWork = `
  WITH trial AS MATERIALIZED (${trialsOfSweeps}),
  begun AS MATERIALIZED (${imagesOfBegun}),
  measured AS MATERIALIZED (${measuredSpeeds}),
  running AS MATERIALIZED (${runningTrials}),
  work AS (
    SELECT sweep_id, sum(step)::float8 AS done,
      CASE WHEN bool_and(steps IS NOT NULL) THEN sum(steps) END AS total
    FROM (${sizedTrials}) AS sized GROUP BY sweep_id
  )
  SELECT work.sweep_id AS "sweepId", done AS "doneSteps", total AS "totalSteps",
    COALESCE(running.trials, '[]') AS running
  FROM work LEFT JOIN running ON running.sweep_id = work.sweep_id`;
