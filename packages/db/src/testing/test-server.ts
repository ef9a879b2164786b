import { createHash } from 'node:crypto';
import pg from 'pg';
import { migrateDatabase } from '../migrate/migrate-database.ts';
import { readMigrations } from '../migrate/migration-folder.ts';
import { QUEUE_VERSION } from '../queue/install-queue.ts';

/** Two test processes that prepare the template at once take turns. */
const TEMPLATE_LOCK = 7_162_024;

/** requireTestUrl refuses a database that does not say in its name that it is for tests: tests create and drop databases. */
export function requireTestUrl(url: string): void {
  const name = new URL(url).pathname.slice(1);
  if (!name.includes('test')) {
    throw new Error(`Tests refuse the database "${name}": its name must contain "test".`);
  }
}

/** withDatabaseName returns the same server's URL for another database. */
export function withDatabaseName(url: string, name: string): string {
  const renamed = new URL(url);
  renamed.pathname = `/${name}`;
  return renamed.href;
}

/** withAdminClient runs `work` on a connection to the database that the tests were given. */
export async function withAdminClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'laten test admin' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * ensureTemplate returns the name of a migrated, empty database that tests clone. It is named by the content of the
 * migrations, made once per server, and kept.
 */
export async function ensureTemplate(url: string): Promise<string> {
  requireTestUrl(url);
  const migrations = JSON.stringify([(await readMigrations()).migrationDirectories, QUEUE_VERSION]);
  const template = `laten_test_template_${createHash('sha256').update(migrations).digest('hex').slice(0, 12)}`;
  await withAdminClient(url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const draft = `${template}_draft`;
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 1) return;
    // Migrated under another name first: a template that exists is whole, even after a kill.
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft}`);
    await migrateDatabase({ url: withDatabaseName(url, draft) });
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
  });
  return template;
}
