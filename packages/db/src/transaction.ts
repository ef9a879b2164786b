import type { Pool, PoolClient } from 'pg';

/** WRITE_WITHIN_MS is how long a write of a recorder may take: a connection that has silently died is noticed, and the write made again. */
export const WRITE_WITHIN_MS = 15_000;

/** TransactionOptions limit a transaction. */
export type TransactionOptions = {
  /** Longest time for all of it, ms; whoever is late loses the connection, which rolls back. (Default: no limit but that of each statement.) */
  readonly withinMs?: number;
};

/**
 * inTransaction runs `work` on one connection and commits; an error rolls back and is thrown on. A connection that does
 * not answer is asked nothing more, not even to roll back: it is closed, and the server does so by itself.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  { withinMs }: TransactionOptions = {},
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const committed = commit(client, work);
    return await (withinMs === undefined ? committed : within(committed, withinMs));
  } catch (error) {
    broken = isUnanswered(error) ? error : await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

async function commit<T>(client: PoolClient, work: (client: PoolClient) => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  const result = await work(client);
  await client.query('COMMIT');
  return result;
}

/** Returns why the connection is of no more use, or nothing. */
function rollBack(client: PoolClient): Promise<Error | undefined> {
  return client.query('ROLLBACK').then(
    () => undefined,
    (error: Error) => error,
  );
}

async function within<T>(answer: Promise<T>, durationMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`The database did not answer within ${durationMs} ms.`);
    timer = setTimeout(() => reject(Object.assign(error, { code: 'ETIMEDOUT' })), durationMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Ours, the system's, and that of `pg`, which has no code. */
function isUnanswered(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === 'ETIMEDOUT') || error.message === 'Query read timeout';
}
