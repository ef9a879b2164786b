import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { inTransaction } from '../transaction.ts';

/**
 * requestWorkerResume asks the stopped workers whose id starts with a text to take runs again, and returns their ids: none when
 * no such worker is stopped. They hear of it with their next beat. (Default: all.)
 */
export async function requestWorkerResume(
  { pool }: Pick<Database, 'pool'>,
  { idPrefix = '' }: { readonly idPrefix?: string } = {},
): Promise<string[]> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `UPDATE worker SET resume_requested_at = COALESCE(resume_requested_at, now())
       WHERE state = 'stopped' AND starts_with(id, $1) RETURNING id`,
      [idPrefix],
    );
    if (rows.length > 0) await notifyTopic(client, 'workers');
    return rows.map(({ id }) => id);
  });
}
