import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import { createId, limits } from '@laten/shared';
import { createTRPCClient } from '@trpc/client';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { GET, POST } from '../app/api/trpc/[trpc]/route.ts';
import { getDatabase } from '../server/database.ts';
import type { AppRouter } from '../server/root.ts';
import { recordRun } from '../testing/record-run.ts';
import { createLinks } from './links.ts';

/** The browser's client, and the route that answers it, without the HTTP between them. */

let testDatabase: TestDatabase;
const requests: { method: string; addressLength: number }[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  vi.stubEnv('DATABASE_URL', testDatabase.url);
});
afterAll(async () => {
  await (await getDatabase()).close();
  await testDatabase.drop();
  vi.unstubAllEnvs();
});
beforeEach(() => {
  requests.length = 0;
});

const client = createTRPCClient<AppRouter>({
  links: createLinks({
    url: 'http://localhost/api/trpc',
    fetch: (address, init) => {
      const request = new Request(address, init);
      requests.push({ method: request.method, addressLength: request.url.length });
      return request.method === 'POST' ? POST(request) : GET(request);
    },
  }),
});
const someIds = (count: number) => Array.from({ length: count }, () => createId());

it('asks short questions together, by GET', async () => {
  await Promise.all([client.runs.list.query({ ids: someIds(3) }), client.experiments.list.query()]);
  expect(requests).toMatchObject([{ method: 'GET' }]);
});

it('asks of as many runs as a change may have, in a body: no address is that long', async () => {
  const run = await recordRun(testDatabase.database);
  const ids = [run, ...someIds(limits.runsPerChange - 1)];
  expect(await client.runs.deletionPreview.query({ ids })).toMatchObject({ runs: 1 });
  expect(requests).toMatchObject([{ method: 'POST' }]);
});

it('asks together no more than fits into an address', async () => {
  await Promise.all(Array.from({ length: 8 }, () => client.runs.list.query({ ids: someIds(100) })));
  expect(requests.length).toBeGreaterThan(1);
  expect(Math.max(...requests.map(({ addressLength }) => addressLength))).toBeLessThanOrEqual(8_000);
});

it('lets nobody change anything by an address', async () => {
  const run = await recordRun(testDatabase.database);
  const input = encodeURIComponent(JSON.stringify({ json: { ids: [run] } }));
  const response = await GET(new Request(`http://localhost/api/trpc/runs.deleteMany?input=${input}`));
  expect(response.status).toBe(405);
});
