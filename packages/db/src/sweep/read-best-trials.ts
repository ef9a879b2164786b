import { type ParameterValues, pickSweptValues, type SweepSpec } from '@laten/shared';
import type { Database } from '../database.ts';
import { readStoredConfig } from '../run/read-stored-config.ts';

/** BestTrial is the trial of a sweep with the best value of its metric. */
export type BestTrial = {
  readonly runId: string;
  readonly trial: number;
  readonly name: string;
  readonly value: number;
  /** What it has for the swept keys. */
  readonly parameters: ParameterValues;
};

/** trialValueSql is the best value that a trial has logged of its sweep's metric, of the tables `sweep` and `series`. */
export const trialValueSql = `CASE sweep.goal WHEN 'minimize' THEN series.min ELSE series.max END`;

/** comparableTrialsSql tells which trials are compared: not those that broke down, whatever they had logged before. */
export const comparableTrialsSql = `run.deleted_at IS NULL AND run.status NOT IN ('FAILED', 'CRASHED')`;

/** The values that a trial has by sign, so that the smallest is the best; of equals the earlier trial. */
const bestTrials = `
  WITH best AS (
    SELECT DISTINCT ON (sweep.id) run.id, ${trialValueSql} AS value
    FROM sweep
    JOIN run ON run.sweep_id = sweep.id
    JOIN series ON series.run_id = run.id AND series.name = sweep.metric
    WHERE sweep.id = ANY ($1) AND ${comparableTrialsSql} AND ${trialValueSql} IS NOT NULL
    ORDER BY sweep.id, CASE sweep.goal WHEN 'minimize' THEN series.min ELSE -series.max END, run.trial
  )
  SELECT run.sweep_id AS "sweepId", run.id AS "runId", run.trial, run.name, best.value, sweep.spec, run.config,
    run.config_version AS "configVersion"
  FROM best JOIN run ON run.id = best.id JOIN sweep ON sweep.id = run.sweep_id`;

type BestRow = Omit<BestTrial, 'parameters'> & {
  readonly sweepId: string;
  readonly spec: SweepSpec;
  readonly config: unknown;
  readonly configVersion: number;
};

/** readBestTrials finds the best trial of each of the sweeps that has a value. Trials that FAILED or CRASHED are left out. */
export async function readBestTrials(
  { pool }: Pick<Database, 'pool'>,
  sweepIds: readonly string[],
): Promise<ReadonlyMap<string, BestTrial>> {
  const { rows } = await pool.query<BestRow>(bestTrials, [sweepIds]);
  return new Map(
    rows.map(({ sweepId, spec, config, configVersion, ...best }) => {
      const parameters = pickSweptValues(spec, readStoredConfig({ config, configVersion }).config);
      return [sweepId, { ...best, parameters }];
    }),
  );
}
