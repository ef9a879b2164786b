import { createTestDatabase } from '@laten/db/testing';
import { LatenError } from '@laten/shared';
import { expect, it, vi } from 'vitest';
import { readHealth } from './health.ts';

it('is well after a round trip to the database, and again after the database has cut every connection', async () => {
  const testDatabase = await createTestDatabase();
  const other = await testDatabase.open();
  const ports = { getDatabase: async () => testDatabase.database, log: vi.fn() };
  try {
    expect(await readHealth(ports)).toMatchObject({
      status: 200,
      body: { ok: true, version: expect.any(String) },
    });
    const { rowCount } = await other.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    expect(rowCount).toBeGreaterThan(0);
    await expect.poll(async () => (await readHealth(ports)).status).toBe(200);
  } finally {
    await other.close();
    await testDatabase.drop();
  }
});

it('is not well without a database, and keeps its address to itself', async () => {
  const log = vi.fn();
  const getDatabase = async () => {
    throw new LatenError('DATABASE_UNREACHABLE', 'The database at 10.0.0.7:5432 is away.');
  };
  const health = await readHealth({ getDatabase, log });
  expect(health.status).toBe(503);
  expect(JSON.stringify(health.body)).not.toContain('10.0.0.7');
  expect(log).toHaveBeenCalledWith(expect.stringContaining('10.0.0.7'));
});
