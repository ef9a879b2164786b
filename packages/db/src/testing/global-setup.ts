import { basename, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { acquireDatabase } from '../embedded/index.ts';
import { ensureTemplate, requireTestUrl, withAdminClient, withDatabaseName } from './test-server.ts';

const ADMIN_DATABASE = 'laten_test';

/**
 * The global set-up of projects that need a database: TEST_DATABASE_URL, or the embedded server of the home for tests.
 * It never touches the user's own home. Returns the teardown.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { url, release } = await acquireTestServer();
  project.provide('testTemplate', await ensureTemplate(url));
  project.provide('testDatabaseUrl', url);
  return release;
}

async function acquireTestServer(): Promise<{ url: string; release: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    requireTestUrl(given);
    return { url: given, release: async () => undefined };
  }
  const lease = await acquireDatabase({ home: findTestHome(), log: (line) => console.log(line) });
  await withAdminClient(lease.url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [ADMIN_DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${ADMIN_DATABASE}`).catch(ignoreDuplicate);
  });
  return { url: withDatabaseName(lease.url, ADMIN_DATABASE), release: () => lease.release() };
}

/** LATEN_HOME when it is a home for tests, else the one in the checkout. */
function findTestHome(): string {
  const home = process.env.LATEN_HOME;
  return home && basename(home).includes('test')
    ? home
    : resolve(import.meta.dirname, '../../../../.laten-test');
}

/** Two projects' set-ups at once: the other one has made it. */
function ignoreDuplicate(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== '42P04' && code !== '23505') throw error;
}
