import { CONFIG_VERSION, type NewRun } from '@laten/shared';
import type { PoolClient } from 'pg';
import { ensureExperiment } from '../experiment/ensure-experiment.ts';
import { notifyTopic } from '../live/notify-topic.ts';

/** RunInsert is a run's first row. */
export type RunInsert = NewRun & {
  readonly runId: string;
  /** Workers are to take it. (Default: false.) */
  readonly queued?: boolean;
  readonly clonedFrom?: string | null;
};

/**
 * insertRun stores a new QUEUED run, and its experiment when that is new too, and tells live readers of experiments.
 * Returns false when the id is taken, and changes nothing then.
 */
export async function insertRun(client: PoolClient, run: RunInsert): Promise<boolean> {
  const known = await client.query('SELECT FROM run WHERE id = $1', [run.runId]);
  if (known.rowCount) return false;
  const experimentId = await ensureExperiment(client, run.experiment);
  const { rowCount } = await client.query(
    `INSERT INTO run (id, experiment_id, name, config, config_version, config_hash, preset, tags, note, environment,
       total_epochs, queued_at, cloned_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN $12::boolean THEN clock_timestamp() END, $13)
     ON CONFLICT DO NOTHING`,
    [
      run.runId,
      experimentId,
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
  if (rowCount !== 1) return false;
  await notifyTopic(client, 'experiments');
  return true;
}
