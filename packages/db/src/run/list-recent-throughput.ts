import { type RecentThroughput, rollupLevels } from '@laten/shared';
import type { Database } from '../database.ts';
import { readStoredConfig } from './read-stored-config.ts';

const MOST_RUNS = 20;

type MeasuredRun = {
  readonly config: unknown;
  readonly configVersion: number;
  readonly imagesPerSecond: number;
  readonly steps: number;
  readonly epochs: number;
  readonly durationMs: number;
};

/** listRecentThroughput returns the throughput of the newest finished runs, for estimates of how long another will take. */
export async function listRecentThroughput({ pool }: Pick<Database, 'pool'>): Promise<RecentThroughput[]> {
  const { rows } = await pool.query<MeasuredRun>(
    `SELECT run.config, run.config_version AS "configVersion", speed.mean AS "imagesPerSecond",
       run.step AS steps, run.epoch AS epochs, run.duration_ms AS "durationMs"
     FROM (SELECT * FROM run WHERE status = 'FINISHED' AND deleted_at IS NULL
           ORDER BY created_at DESC, id DESC LIMIT $1) AS run
     JOIN series ON series.run_id = run.id AND series.name = 'images_per_second'
     CROSS JOIN LATERAL (
       SELECT sum(sum) / NULLIF(sum(n - non_finite_count), 0) AS mean
       FROM rollup WHERE series_id = series.id AND level = $2
     ) AS speed
     WHERE speed.mean > 0
     ORDER BY run.created_at DESC, run.id DESC`,
    [MOST_RUNS, Math.max(...rollupLevels)],
  );
  return rows.flatMap((row) => {
    const { config, configProblem } = readStoredConfig(row);
    const { preset, latentDim, threads, batchSize } = config;
    const besidesMsPerEpoch = besidesSteps(row, batchSize);
    return configProblem
      ? []
      : [{ preset, latentDim, threads, imagesPerSecond: row.imagesPerSecond, besidesMsPerEpoch }];
  });
}

function besidesSteps(
  { steps, epochs, durationMs, imagesPerSecond }: MeasuredRun,
  batchSize: number,
): number {
  const stepsMs = ((steps * batchSize) / imagesPerSecond) * 1000;
  return epochs > 0 ? Math.max(0, durationMs - stepsMs) / epochs : 0;
}
