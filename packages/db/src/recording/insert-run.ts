import { CONFIG_VERSION, createId, type NewRun } from '@laten/shared';
import type { PoolClient } from 'pg';

/** RunInsert is a run's first row. */
export type RunInsert = NewRun & {
  readonly runId: string;
  /** Workers are to take it. (Default: false.) */
  readonly queued?: boolean;
  readonly clonedFrom?: string | null;
};

/**
 * insertRun stores a new QUEUED run, and its experiment when that is new too. Returns false when the id is taken, and
 * changes nothing then.
 */
export async function insertRun(client: PoolClient, run: RunInsert): Promise<boolean> {
  await client.query('INSERT INTO experiment (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    createId(),
    run.experiment,
  ]);
  const { rowCount } = await client.query(
    `INSERT INTO run (id, experiment_id, name, config, config_version, config_hash, preset, tags, note, environment,
       total_epochs, queued_at, cloned_from)
     SELECT $1, experiment.id, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN $12 THEN clock_timestamp() END, $13
     FROM experiment WHERE experiment.name = $2
     ON CONFLICT DO NOTHING`,
    [
      run.runId,
      run.experiment,
      run.name,
      run.config,
      CONFIG_VERSION,
      run.configHash,
      run.config.preset,
      run.tags,
      run.note,
      run.environment,
      run.config.epochs,
      run.queued ?? false,
      run.clonedFrom ?? null,
    ],
  );
  return rowCount === 1;
}
