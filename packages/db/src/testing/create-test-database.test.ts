import { expect, it } from 'vitest';
import { createTestDatabase } from './create-test-database.ts';
import { requireTestUrl } from './test-server.ts';

it('fails the test that leaves a connection open', async () => {
  const test = await createTestDatabase();
  const leaked = await test.open();
  await leaked.pool.query('SELECT 1');
  await expect(test.drop()).rejects.toThrow(/1 connections to laten_test_.* were left open/);
  await leaked.close();
});

it('refuses a database that does not say that it is for tests', () => {
  expect(() => requireTestUrl('postgresql://laten@127.0.0.1:5432/laten')).toThrow(
    /refuse the database "laten"/,
  );
  expect(() => requireTestUrl('postgresql://laten@127.0.0.1:5432/laten_test')).not.toThrow();
});
