import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { inTransaction } from '../transaction.ts';

/** WorkerBeat is what a worker says of itself. */
export type WorkerBeat = {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** Of Laten. */
  readonly version: string;
  /** What it trains now. */
  readonly runId: string | null;
};

/** beatWorker says that a worker lives, by the clock of the database. Its first beat registers it, also when it was taken for lost. */
export async function beatWorker({ pool }: Pick<Database, 'pool'>, worker: WorkerBeat): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ runId: string | null }>(
      'SELECT run_id AS "runId" FROM worker WHERE id = $1 FOR UPDATE',
      [worker.id],
    );
    await client.query(
      `INSERT INTO worker (id, host, pid, version, run_id, heartbeat_at) VALUES ($1, $2, $3, $4, $5, clock_timestamp())
       ON CONFLICT (id) DO UPDATE SET run_id = $5, heartbeat_at = clock_timestamp()`,
      [worker.id, worker.host, worker.pid, worker.version, worker.runId],
    );
    const [before] = rows;
    if (!before || before.runId !== worker.runId) await notifyTopic(client, 'workers');
  });
}

/** removeWorker says goodbye. */
export async function removeWorker(
  { pool }: Pick<Database, 'pool'>,
  { id }: Pick<WorkerBeat, 'id'>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query('DELETE FROM worker WHERE id = $1', [id]);
    if (rowCount) await notifyTopic(client, 'workers');
  });
}
