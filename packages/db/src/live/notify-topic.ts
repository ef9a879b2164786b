import type { Pool, PoolClient } from 'pg';
import { type LiveTopic, TOPIC_CHANNEL } from './channels.ts';

/** notifyTopic tells live readers that a topic has changed; within a transaction they hear it when it commits. */
export async function notifyTopic(client: Pick<Pool | PoolClient, 'query'>, topic: LiveTopic): Promise<void> {
  await client.query('SELECT pg_notify($1, $2)', [TOPIC_CHANNEL, topic]);
}
