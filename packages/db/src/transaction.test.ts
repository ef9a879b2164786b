import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';
import { inTransaction } from './transaction.ts';

describe('inTransaction', () => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await createTestDatabase();
    database = await test.open({ maxConnections: 1 });
    await database.pool.query('CREATE TABLE written (id int)');
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  const pidOf = async () =>
    (await database.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;

  it('rolls back what failed, and keeps the connection', async () => {
    const pid = await pidOf();
    const failing = inTransaction(database.pool, async (client) => {
      await client.query('INSERT INTO written VALUES (1)');
      await client.query('SELECT 1 / 0');
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect((await database.pool.query('SELECT FROM written')).rowCount).toBe(0);
    expect(await pidOf()).toBe(pid);
  });

  it.each([
    ['of the transaction', { withinMs: 200 }, {}, { code: 'ETIMEDOUT' }],
    ['of a statement', {}, { query_timeout: 200 }, { message: 'Query read timeout' }],
  ])(
    'asks nothing more of a connection that does not answer within the time %s',
    async (_, options, more, error) => {
      const pid = await pidOf();
      const blocker = await test.database.pool.connect();
      await blocker.query('SELECT pg_advisory_lock(1)');
      const hanging = inTransaction(
        database.pool,
        async (client) => {
          await client.query('INSERT INTO written VALUES (2)');
          await client.query({ text: 'SELECT pg_advisory_lock(1)', ...more });
        },
        options,
      );
      await expect(hanging).rejects.toMatchObject(error);
      await blocker.query('SELECT pg_advisory_unlock(1)');
      blocker.release();
      expect((await database.pool.query('SELECT FROM written')).rowCount).toBe(0);
      expect(await pidOf()).not.toBe(pid);
    },
  );
});
