import { ExperimentExistsError } from '@laten/shared';
import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { checkExperimentName } from '../run/check-run-fields.ts';
import { inTransaction } from '../transaction.ts';
import { lockExperiment } from './change-experiment.ts';

const UNIQUE_VIOLATION = '23505';

/**
 * renameExperiment gives an experiment another name. Throws ExperimentNotFoundError, ExperimentExistsError, or LatenError
 * (LIMIT_EXCEEDED; USAGE for the default one).
 */
export async function renameExperiment(
  { pool }: Pick<Database, 'pool'>,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  checkExperimentName(name);
  await inTransaction(pool, async (client) => {
    await lockExperiment(client, id);
    await client.query('UPDATE experiment SET name = $2 WHERE id = $1', [id, name]);
    await notifyTopic(client, 'experiments');
  }).catch((error: unknown) => {
    const taken = error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
    throw taken ? new ExperimentExistsError(name) : error;
  });
}
