import {
  countTrials,
  limits,
  SweepInvalidError,
  type SweepSpec,
  SweepStateError,
  type TrialPlan,
} from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { deliverRuns } from '../queue/deliver-runs.ts';
import { inTransaction } from '../transaction.ts';
import { insertTrials, prepareTrials } from './insert-trials.ts';
import { reopenSweep } from './reopen-sweep.ts';
import { changeSweep, lockListedSweep } from './sweep-row.ts';

/** FurtherTrials is a spec that has grown (`growSpec`), and the trials that it has more. */
export type FurtherTrials = {
  readonly sweepId: string;
  readonly spec: SweepSpec;
  readonly trials: readonly TrialPlan[];
};

/**
 * addTrials lets a sweep have further trials. One that has ended goes on; a paused one stays paused. Throws SweepNotFoundError,
 * SweepInvalidError, or SweepStateError when it has grown elsewhere meanwhile.
 */
export async function addTrials(
  { pool, queue }: Pick<Database, 'pool' | 'queue'>,
  { sweepId, spec, trials: plans }: FurtherTrials,
): Promise<void> {
  checkCount(spec);
  const trials = await prepareTrials(plans);
  await queue.ready(spec.labels);
  await inTransaction(pool, async (client) => {
    const sweep = await lockListedSweep(client, sweepId);
    const { experimentId, stored } = await readStored(client, sweepId);
    requireGrowth({ stored, spec, plans });
    await insertTrials(client, { sweepId, experimentId, retries: spec.retries, trials });
    await changeSweep(client, sweepId, { set: 'spec = $2', values: [spec] });
    await reopenSweep(client, sweep);
    await deliverRuns(client, queue, { sweepId });
  });
}

function checkCount(spec: SweepSpec): void {
  const count = countTrials(spec);
  if (count <= limits.trialsPerSweep) return;
  const message = `The sweep would have ${count} trials. The most is ${limits.trialsPerSweep}.`;
  throw new SweepInvalidError([{ path: [], message }]);
}

async function readStored(client: PoolClient, sweepId: string) {
  const { rows } = await client.query<{ experimentId: string; stored: SweepSpec }>(
    'SELECT experiment_id AS "experimentId", spec AS stored FROM sweep WHERE id = $1',
    [sweepId],
  );
  return rows[0] as { experimentId: string; stored: SweepSpec };
}

/** The trials follow on those that are there, and are all that the spec has more. */
function requireGrowth(growth: { stored: SweepSpec; spec: SweepSpec; plans: readonly TrialPlan[] }): void {
  const { stored, spec, plans } = growth;
  const [have, want] = [countTrials(stored), countTrials(spec)];
  const follows = plans.every(({ trial }, i) => trial === have + i);
  if (plans.length > 0 && follows && have + plans.length === want) return;
  throw new SweepStateError(
    `The sweep has ${have} trials now, so these ${plans.length} do not follow on them: it has grown elsewhere. Look at it again.`,
  );
}
