import { CONFIG_VERSION, configHash, createId, limits, type SweepSpec, type TrialPlan } from '@laten/shared';
import type { PoolClient } from 'pg';
import { RUN_CHANNEL } from '../live/channels.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { checkRunName } from '../run/check-run-fields.ts';

/** TrialInsert is the trials of a sweep whose row the caller has inserted or locked. */
export type TrialInsert = {
  readonly sweepId: string;
  readonly experimentId: string;
  readonly retries: SweepSpec['retries'];
  readonly trials: readonly PreparedTrial[];
};

/** PreparedTrial is a trial with what its row needs besides. */
export type PreparedTrial = TrialPlan & { readonly id: string; readonly configHash: string };

/** A statement takes so many trials: none has for ever, and a config is not small. */
const TRIALS_PER_STATEMENT = 1_000;

/** prepareTrials gives trials their ids, which sort as the trials do, and hashes. Done before the transaction that inserts them. */
export async function prepareTrials(plans: readonly TrialPlan[]): Promise<PreparedTrial[]> {
  for (const { name } of plans) checkRunName(name);
  const ids = plans.map(() => createId()).toSorted();
  return Promise.all(
    plans.map(async (plan, i) => ({
      ...plan,
      id: ids[i] ?? createId(),
      configHash: await configHash(plan.config),
    })),
  );
}

/** insertTrials stores the rows of QUEUED trials, and tells live readers of as many as a page shows. It sends no job. */
export async function insertTrials(
  client: PoolClient,
  { sweepId, experimentId, retries, trials }: TrialInsert,
): Promise<void> {
  for (let from = 0; from < trials.length; from += TRIALS_PER_STATEMENT) {
    const rows = trials
      .slice(from, from + TRIALS_PER_STATEMENT)
      .map(({ id, trial, name, config, configHash }) => ({ id, trial, name, config, hash: configHash }));
    await client.query(insertRows, [
      JSON.stringify(rows),
      sweepId,
      experimentId,
      CONFIG_VERSION,
      retries.failed,
      retries.lost,
    ]);
  }
  const newest = trials.slice(-limits.runsPerPage).map(({ id }) => id);
  await client.query(`SELECT pg_notify('${RUN_CHANNEL}', id || ':0') FROM unnest($1::text[]) AS id`, [
    newest,
  ]);
  await notifyTopic(client, 'experiments');
}

const insertRows = `
  INSERT INTO run (id, trial, name, config, config_hash, preset, total_epochs, sweep_id, experiment_id, config_version,
    most_failures, most_lost_workers, environment, queued_at)
  SELECT id, trial, name, config, hash, config ->> 'preset', (config ->> 'epochs')::int, $2, $3, $4, $5, $6, '{}', now()
  FROM jsonb_to_recordset($1::jsonb) AS trial(id text, trial int, name text, config jsonb, hash text)`;
