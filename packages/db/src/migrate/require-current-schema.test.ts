import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { listMigrationNames } from './migration-folder.ts';
import { requireCurrentSchema } from './require-current-schema.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('lets a process in whose version is that of the tables', async () => {
  await expect(requireCurrentSchema(test.database)).resolves.toBeUndefined();
});

it('refuses, in words, tables of an older and of a newer version, and changes nothing', async () => {
  const known = await listMigrationNames();
  await expect(requireCurrentSchema(test.database, [...known, '9999_future'])).rejects.toMatchObject({
    code: 'DATABASE_MIGRATION',
    message: expect.stringMatching(/lacks migration 9999_future.*laten db migrate/),
  });
  await expect(requireCurrentSchema(test.database, known.slice(0, -1))).rejects.toMatchObject({
    code: 'DATABASE_NEWER',
    message: expect.stringContaining(`has migration ${known.at(-1)}`),
  });
  const empty = await createTestDatabase({ empty: true });
  await expect(requireCurrentSchema(empty.database)).rejects.toThrow(/lacks migration/);
  expect(
    (await empty.database.pool.query(`SELECT FROM pg_tables WHERE schemaname = 'public'`)).rowCount,
  ).toBe(0);
  await empty.drop();
});

it.each([
  [1, 'DATABASE_MIGRATION'],
  [999, 'DATABASE_NEWER'],
])('refuses a queue of version %i', async (version, code) => {
  const other = await createTestDatabase();
  await other.database.pool.query('UPDATE pgboss.version SET version = $1', [version]);
  await expect(requireCurrentSchema(other.database)).rejects.toMatchObject({ code });
  await other.drop();
});
