import { ExperimentNotFoundError, LatenError } from '@laten/shared';
import type { PoolClient } from 'pg';

/** DEFAULT_EXPERIMENT is where a run goes that names no other. It is neither renamed nor deleted. */
export const DEFAULT_EXPERIMENT = 'default';

/** Experiment is a folder of runs. */
export type Experiment = { readonly id: string; readonly name: string };

/**
 * lockExperiment locks an experiment's row, so that no run comes into it meanwhile. Throws ExperimentNotFoundError, or
 * LatenError (USAGE) for the default one.
 */
export async function lockExperiment(client: PoolClient, id: string): Promise<Experiment> {
  const { rows } = await client.query<Experiment>(
    'SELECT id, name FROM experiment WHERE id = $1 FOR UPDATE',
    [id],
  );
  const [experiment] = rows;
  if (!experiment) throw new ExperimentNotFoundError(id);
  if (experiment.name === DEFAULT_EXPERIMENT) {
    throw new LatenError(
      'USAGE',
      `The experiment "${DEFAULT_EXPERIMENT}" takes the runs that name no other: it is neither renamed nor deleted.`,
    );
  }
  return experiment;
}
