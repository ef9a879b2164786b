import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { migrateDatabase } from '../migrate/migrate-database.ts';
import { createTestDatabase } from '../testing/index.ts';
import { QUEUE_VERSION, readQueueStatus } from './install-queue.ts';

it('knows the version of the tables of the package', () => {
  const manifest = createRequire(import.meta.url)('pg-boss/package.json') as { pgboss: { schema: number } };
  expect(manifest.pgboss.schema).toBe(QUEUE_VERSION);
});

it('is installed with the migrations, by two at once too, and again when it is gone', async () => {
  const { url, database, drop } = await createTestDatabase({ empty: true });
  expect(await readQueueStatus(database)).toEqual({ version: null, hasRunQueue: false });
  await Promise.all([migrateDatabase({ url }), migrateDatabase({ url })]);
  const installed = { version: QUEUE_VERSION, hasRunQueue: true };
  expect(await readQueueStatus(database)).toEqual(installed);
  await database.pool.query('DROP SCHEMA pgboss CASCADE');
  expect(await migrateDatabase({ url })).toEqual([]);
  expect(await readQueueStatus(database)).toEqual(installed);
  await drop();
});
