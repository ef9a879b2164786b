import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { type Database, type OpenDatabaseOptions, openDatabase } from '../database.ts';
import { requireTestUrl, withAdminClient, withDatabaseName } from './test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a database on the server for tests; its name contains "test". */
    testDatabaseUrl: string;
    /** Name of the migrated database that tests clone. */
    testTemplate: string;
  }
}

/** TestDatabase is a migrated, empty database of one test file. */
export type TestDatabase = {
  readonly url: string;
  /** An open connection; `drop` closes it. */
  readonly database: Database;
  /** open opens another connection to the same database; the test closes it. */
  open(options?: Omit<OpenDatabaseOptions, 'url'>): Promise<Database>;
  /** drop closes `database` and drops it. Throws when some other connection was left open: a leak in the code under test. */
  drop(): Promise<void>;
};

/** A backend takes a moment to go after its client has said goodbye. */
const FAREWELL_MS = 3_000;
const FAREWELL_POLL_MS = 20;

/** createTestDatabase clones the migrated template. `empty` makes a database without any table instead. */
export async function createTestDatabase({ empty = false }: { empty?: boolean } = {}): Promise<TestDatabase> {
  const adminUrl = inject('testDatabaseUrl');
  requireTestUrl(adminUrl);
  const name = `laten_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const template = empty ? 'template0' : inject('testTemplate');
  await withAdminClient(adminUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const url = withDatabaseName(adminUrl, name);
  const database = await openDatabase({ url });
  return {
    url,
    database,
    open: (options = {}) => openDatabase({ ...options, url }),
    drop: async () => {
      await database.close();
      const left = await countConnections(adminUrl, name);
      await withAdminClient(adminUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
      if (left > 0) throw new Error(`${left} connections to ${name} were left open: close every client.`);
    },
  };
}

async function countConnections(adminUrl: string, name: string): Promise<number> {
  return withAdminClient(adminUrl, async (client) => {
    const giveUpAtMs = performance.now() + FAREWELL_MS;
    for (;;) {
      const { rows } = await client.query<{ count: number }>(
        'SELECT count(*)::int FROM pg_stat_activity WHERE datname = $1',
        [name],
      );
      const count = rows[0]?.count ?? 0;
      if (count === 0 || performance.now() > giveUpAtMs) return count;
      await sleep(FAREWELL_POLL_MS);
    }
  });
}
