import type { SweepStatus } from '@laten/shared';
import type { Database } from '../database.ts';
import { estimateProgress, type RunningTrial, type SweepProgress } from './estimate-progress.ts';

/** Ended trials whose speed, with everything that a trial does besides its steps, is that of the next ones. */
const MEASURED_TRIALS = 20;

/** readSweepProgress reads how far a sweep's trials are, how quickly they go on, and what follows from that. */
export async function readSweepProgress(
  { pool }: Pick<Database, 'pool'>,
  { sweepId, status }: { readonly sweepId: string; readonly status: SweepStatus },
): Promise<SweepProgress> {
  const [work, running] = await Promise.all([
    pool.query<{ doneSteps: number; totalSteps: number | null }>(readWork, [sweepId]),
    pool.query<RunningTrial>(readRunning, [sweepId]),
  ]);
  const { doneSteps, totalSteps } = work.rows[0] ?? { doneSteps: 0, totalSteps: null };
  return estimateProgress({ doneSteps, totalSteps, isActive: status === 'ACTIVE', running: running.rows });
}

const trialsOfSweep = `
  SELECT status, step, duration_ms, finished_at, id, total_steps, (config ->> 'epochs')::float8 AS epochs,
    (config ->> 'batchSize')::float8 AS batch_size, (config ->> 'limit')::float8 AS image_limit
  FROM run WHERE sweep_id = $1 AND deleted_at IS NULL`;

// Both are subqueries of their own, not joins, so that they are computed once, whatever Postgres knows of the table.

const imagesOfBegun = 'SELECT avg(total_steps * batch_size / epochs) FROM trial WHERE total_steps > 0';

const measuredSpeed = `
  SELECT sum(step * batch_size) / NULLIF(sum(duration_ms) / 1000, 0)
  FROM (SELECT * FROM trial WHERE status = 'FINISHED' ORDER BY finished_at DESC LIMIT ${MEASURED_TRIALS}) AS last`;

/** A trial that has not begun has as many images an epoch as it is limited to, or as those that have begun. */
const readWork = `
  WITH trial AS (${trialsOfSweep}),
  sized AS (
    SELECT step, CASE
      WHEN status NOT IN ('QUEUED', 'RUNNING') THEN step
      WHEN total_steps > 0 THEN GREATEST(total_steps, step)
      ELSE ceil(COALESCE(image_limit, (${imagesOfBegun})) / batch_size) * epochs
    END::float8 AS steps
    FROM trial
  )
  SELECT COALESCE(sum(step), 0)::float8 AS "doneSteps",
    CASE WHEN bool_and(steps IS NOT NULL) THEN sum(steps) END AS "totalSteps"
  FROM sized`;

/** The speed of a running trial: that of the last trials to their end, and before one has ended that of its own last step. */
const readRunning = `
  WITH trial AS (${trialsOfSweep})
  SELECT GREATEST(total_steps - step, 0) AS "stepsLeft",
    (COALESCE((${measuredSpeed}), series.last) / batch_size)::float8 AS "stepsPerSecond"
  FROM trial
  LEFT JOIN series ON series.run_id = trial.id AND series.name = 'images_per_second'
  WHERE trial.status = 'RUNNING'`;
