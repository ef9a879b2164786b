import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

describe('openDatabase', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('gives Prisma and pg on one database, and an address without user and password', async () => {
    expect(await test.database.prisma.run.count()).toBe(0);
    expect((await test.database.pool.query('SELECT count(*)::int AS n FROM run')).rows).toEqual([{ n: 0 }]);
    const { hostname, port, pathname } = new URL(test.url);
    expect(test.database.address).toBe(`${hostname}:${port}${pathname}`);
  });

  it('says in words that nothing answers, and never tells the password', async () => {
    const error = await openDatabase({ url: 'postgresql://laten:s3cret@127.0.0.1:1/laten' }).catch((e) => e);
    expect(error).toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    expect(error.message).toBe(
      'The database at 127.0.0.1:1/laten cannot be used: nothing listens on that host and port. ' +
        'Start it, or correct DATABASE_URL, or unset DATABASE_URL to use the embedded database.',
    );
    expect(`${error.stack} ${error.cause?.stack}`).not.toContain('s3cret');
  });

  it('names a database that does not exist', async () => {
    const url = new URL(test.url);
    url.pathname = '/no_such_test';
    await expect(openDatabase({ url: url.href })).rejects.toThrow(/no database of that name/);
  });

  it('refuses a server older than Postgres 14', async () => {
    const old = await createTestDatabase({ empty: true });
    const name = new URL(old.url).pathname.slice(1);
    // The server claims to be older: our own function hides the built-in one.
    await old.database.pool.query(`
      CREATE FUNCTION public.current_setting(setting text) RETURNS text LANGUAGE sql
        AS $$ SELECT CASE setting WHEN 'server_version_num' THEN '130005' ELSE '13.5' END $$;
      ALTER DATABASE ${name} SET search_path = public, pg_catalog`);
    const error = await openDatabase({ url: old.url }).catch((e) => e);
    await old.drop();
    expect(error).toMatchObject({ code: 'DATABASE_TOO_OLD' });
    expect(error.message).toMatch(/is Postgres 13\.5; Laten needs 14 or newer/);
  });

  it('outlives connections that are cut, idle or held', async () => {
    const victim = await test.open({ maxConnections: 2 });
    const held = await victim.pool.connect();
    const {
      rows: [{ pid }],
    } = await held.query('SELECT pg_backend_pid() AS pid');
    await victim.pool.query('SELECT 1');
    const cut = new Promise((resolve) => held.once('error', resolve));
    await test.database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND (pid = $1 OR state = 'idle')`,
      [pid],
    );
    await cut;
    held.release(true);
    await expect.poll(() => victim.pool.totalCount).toBe(0);
    expect((await victim.pool.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
    await victim.close();
  });

  it('closes although a query is never answered, which fails then', async () => {
    const asker = await test.open();
    const unanswered = asker.pool.query('SELECT pg_sleep(50)').catch((error: Error) => error);
    await expect.poll(() => asker.pool.totalCount).toBe(1);
    await asker.close();
    expect(await unanswered).toBeInstanceOf(Error);
    await test.database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(50)'`,
    );
  });
});
