import {
  SWEEP_SPEC_VERSION,
  SweepInvalidError,
  SweepKeyTakenError,
  type SweepSpec,
  SweepStateError,
  type TrialPlan,
} from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { ensureExperiment } from '../experiment/ensure-experiment.ts';
import { deliverRuns } from '../queue/deliver-runs.ts';
import { checkExperimentName, checkNote, checkSweepName } from '../run/check-run-fields.ts';
import { inTransaction } from '../transaction.ts';
import { insertTrials, prepareTrials } from './insert-trials.ts';
import { touchSweep } from './sweep-row.ts';

/** NewSweep is a sweep to be queued. Whoever asks has looked whether a worker has its labels (`findMissingLabels`). */
export type NewSweep = {
  /** Made by whoever asks: the same id makes one sweep, however often it arrives. */
  readonly sweepId: string;
  /** Names the launch: the same key makes one sweep too, whatever its id. (Default: no key.) */
  readonly key?: string | null;
  readonly experiment: string;
  readonly spec: SweepSpec;
  readonly note: string;
  /** All trials of the spec. */
  readonly trials: readonly TrialPlan[];
  /** From -100 to 100; runs of no sweep have 0. (Default: 0.) */
  readonly priority?: number;
};

/**
 * createSweep stores a sweep, its trials and the jobs that deliver them in one transaction. The same key, or id, with the same
 * spec again changes nothing and returns the first sweep, whatever has been added to that since. Throws SweepKeyTakenError or SweepStateError when it belongs to
 * another search space, SweepInvalidError when there is no trial, or LatenError (LIMIT_EXCEEDED).
 */
export async function createSweep(
  { pool, queue }: Pick<Database, 'pool' | 'queue'>,
  sweep: NewSweep,
): Promise<{ id: string; created: boolean }> {
  checkSweep(sweep);
  const { sweepId, spec } = sweep;
  const trials = await prepareTrials(sweep.trials);
  await queue.ready(spec.labels);
  return inTransaction(pool, async (client) => {
    const experimentId = await ensureExperiment(client, sweep.experiment);
    if (!(await insertSweep(client, sweep, experimentId))) return findSameLaunch(client, sweep);
    await insertTrials(client, { sweepId, experimentId, retries: spec.retries, trials });
    await deliverRuns(client, queue, { sweepId });
    await touchSweep(client, sweepId);
    return { id: sweepId, created: true };
  });
}

function checkSweep({ spec, experiment, note, trials }: NewSweep): void {
  checkSweepName(spec.name);
  checkExperimentName(experiment);
  checkNote(note);
  if (trials.length === 0) {
    throw new SweepInvalidError([{ path: [], message: 'This search space has no trial.' }]);
  }
}

/** Returns false when its id or key is taken; a launch at the same moment is waited for. */
async function insertSweep(client: PoolClient, sweep: NewSweep, experimentId: string): Promise<boolean> {
  const { sweepId, key, spec, note, priority } = sweep;
  const { rowCount } = await client.query(
    `INSERT INTO sweep (id, experiment_id, name, note, key, spec, launched_spec, spec_version, metric, goal, labels, priority)
     VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`,
    [
      sweepId,
      experimentId,
      spec.name,
      note,
      key ?? null,
      spec,
      SWEEP_SPEC_VERSION,
      spec.metric.name,
      spec.metric.goal,
      spec.labels,
      priority ?? 0,
    ],
  );
  return rowCount === 1;
}

async function findSameLaunch(
  client: PoolClient,
  { sweepId, key, spec }: NewSweep,
): Promise<{ id: string; created: boolean }> {
  const { rows } = await client.query<{ id: string; same: boolean; deleted: boolean }>(
    `SELECT id, launched_spec = $3::jsonb AS same, deleted_at IS NOT NULL AS deleted FROM sweep
     WHERE key = $2 OR id = $1 ORDER BY key = $2 DESC NULLS LAST LIMIT 1`,
    [sweepId, key ?? null, spec],
  );
  const [first] = rows;
  if (!first)
    throw new SweepStateError('The sweep of this launch was deleted at this moment. Launch it again.');
  if (first.deleted) {
    throw new SweepStateError(`This launch has made sweep ${first.id}, which was deleted. Launch anew.`);
  }
  if (!first.same && key) throw new SweepKeyTakenError(key, first.id);
  if (!first.same) {
    throw new SweepStateError(
      `Sweep ${first.id} exists, with another search space. A new sweep needs a new id.`,
    );
  }
  return { id: first.id, created: false };
}
