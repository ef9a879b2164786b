import { createId, ExperimentExistsError } from '@laten/shared';
import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { checkExperimentName } from '../run/check-run-fields.ts';
import { inTransaction } from '../transaction.ts';

/** createExperiment makes an empty experiment. Throws ExperimentExistsError, or LatenError (LIMIT_EXCEEDED). */
export async function createExperiment(
  { pool }: Pick<Database, 'pool'>,
  { name }: { readonly name: string },
): Promise<{ id: string }> {
  checkExperimentName(name);
  return inTransaction(pool, async (client) => {
    const id = createId();
    const { rowCount } = await client.query(
      'INSERT INTO experiment (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [id, name],
    );
    if (rowCount === 0) throw new ExperimentExistsError(name);
    await notifyTopic(client, 'experiments');
    return { id };
  });
}
