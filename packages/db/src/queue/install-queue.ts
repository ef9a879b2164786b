import type { Pool } from 'pg';
import { RUN_QUEUE, runQueueOptions } from './label-queues.ts';
import { closePgBoss, openPgBoss, QUEUE_SCHEMA } from './pg-boss.ts';

/**
 * QUEUE_VERSION is the version of the tables that this Laten's pg-boss works with. It is written here so that every
 * start can compare it without loading pg-boss; a test holds it to the package.
 */
export const QUEUE_VERSION = 46;

/** QueueStatus is what a database has of the queue: the version of its tables, null for none, and whether the queue of the runs without labels is there. */
export type QueueStatus = { readonly version: number | null; readonly hasRunQueue: boolean };

/** readQueueStatus reads whether the queue is installed. Nothing is written, and pg-boss is not loaded. */
export async function readQueueStatus({ pool }: { readonly pool: Pool }): Promise<QueueStatus> {
  const tables = await pool.query<{ exists: boolean }>('SELECT to_regclass($1) IS NOT NULL AS exists', [
    `${QUEUE_SCHEMA}.version`,
  ]);
  if (!tables.rows[0]?.exists) return { version: null, hasRunQueue: false };
  const { rows } = await pool.query<QueueStatus>(
    `SELECT version, EXISTS (SELECT FROM ${QUEUE_SCHEMA}.queue WHERE name = $1) AS "hasRunQueue"
     FROM ${QUEUE_SCHEMA}.version`,
    [RUN_QUEUE],
  );
  return rows[0] ?? { version: null, hasRunQueue: false };
}

/** installQueue makes the queue's tables, or brings them up to date, and makes the queue of the runs without labels. Done once, it costs two queries. */
export async function installQueue(pool: Pool): Promise<void> {
  const { version, hasRunQueue } = await readQueueStatus({ pool });
  if (version === QUEUE_VERSION && hasRunQueue) return;
  const boss = await openPgBoss(pool, { migrate: true });
  try {
    await boss.createQueue(RUN_QUEUE, runQueueOptions);
  } finally {
    await closePgBoss(boss);
  }
}
