import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  createPostgresRecordingStore,
  createQueuedRun,
  getRunDetail,
  queueRunAgain,
  requestCancel,
} from '@laten/db';
import { createTestDatabase, newQueuedRun, type TestDatabase } from '@laten/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIdxFolder } from '../testing/idx-folder.ts';
import type { RunView } from '../view/run-view.ts';
import { planQueuedRun, planResume } from './plan-run.ts';
import { runAttempt } from './run-attempt.ts';
import type { Session } from './session.ts';

let test: TestDatabase;
let session: Session;
let dataset: Awaited<ReturnType<typeof createIdxFolder>>;
beforeAll(async () => {
  test = await createTestDatabase();
  dataset = await createIdxFolder();
  const { database, url: databaseUrl } = test;
  const home = await mkdtemp(path.join(os.tmpdir(), 'laten-plan-test-'));
  const store = createPostgresRecordingStore(database);
  session = { home, database, databaseUrl, store, close: async () => undefined };
});
afterAll(async () => {
  await test.drop();
  await dataset.remove();
  await rm(session.home, { recursive: true, force: true });
});

const queueTiny = async () => {
  const config = { dataset: dataset.folder, limit: 8, batchSize: 4, epochs: 1 };
  return (await createQueuedRun(test.database, newQueuedRun({ config }))).id;
};
const plan = (runId: string) => planQueuedRun({ session, runId, arguments: ['up'] });
const ignore = () => undefined;
const view: RunView = { progress: ignore, warn: ignore, end: ignore };
const signals = { subscribe: () => ignore };

it('loads nothing for a run that does not wait any more', async () => {
  const runId = await queueTiny();
  await requestCancel(test.database, { runId });
  await expect(plan(runId)).rejects.toMatchObject({ code: 'RUN_STATE' });
});

it('does not train, or set back, a run that was canceled and queued for more epochs while it was loaded', async () => {
  const runId = await queueTiny();
  const planned = await plan(runId);
  await requestCancel(test.database, { runId });
  await queueRunAgain(test.database, { runId, epochs: 20 });
  await expect(runAttempt({ session, plan: planned, view, signals })).rejects.toMatchObject({
    code: 'RUN_STATE',
    message: expect.stringContaining('changed elsewhere'),
  });
  expect(await getRunDetail(test.database, runId)).toMatchObject({
    status: 'QUEUED',
    attempt: 0,
    config: { epochs: 20 },
    progress: { totalEpochs: 20 },
  });
});

it('trains what it planned, and stores the epochs that a person asks for at a terminal', async () => {
  const runId = await queueTiny();
  const first = await runAttempt({ session, plan: await plan(runId), view, signals });
  expect(first).toMatchObject({ outcome: { status: 'FINISHED' }, recorded: 'recorded' });
  const further = await planResume({ session, run: runId, epochs: 2 });
  await runAttempt({ session, plan: further, view, signals });
  expect(await getRunDetail(test.database, runId)).toMatchObject({
    status: 'FINISHED',
    attempt: 2,
    config: { epochs: 2 },
    progress: { epoch: 2, totalEpochs: 2 },
  });
});
