import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createPostgresRecordingStore, createQueuedRun, getRunDetail } from '@laten/db';
import { createTestDatabase, newQueuedRun, type TestDatabase } from '@laten/db/testing';
import { newRunStart, spoolPoints } from '@laten/shared/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { leaveSpool } from '../spool/testing/leave-spool.ts';
import { startHousekeeping } from './housekeeping.ts';

let test: TestDatabase;
let home: string;
beforeEach(async () => {
  test = await createTestDatabase();
  home = await mkdtemp(path.join(os.tmpdir(), 'laten-housekeeping-test-'));
});
afterEach(async () => {
  await test.drop();
  await rm(home, { recursive: true, force: true });
});

it('writes the end of a run that had to be left behind in an outage, before it takes the run for lost', async () => {
  const { database } = test;
  const store = createPostgresRecordingStore(database);
  const { id: runId } = await createQueuedRun(database, newQueuedRun());
  const start = { ...newRunStart({ runId, create: undefined }), by: 'worker' } as const;
  const attempt = await store.beginAttempt(start);
  const progress = { step: 16, totalSteps: 16, epoch: 2, totalEpochs: 2 };
  const outcome = { status: 'FINISHED', reason: null, reasonCode: null, durationMs: 1, progress } as const;
  const operations = [spoolPoints('batch', [1])];
  await leaveSpool({ home, address: database.address, attempt, operations, outcome });

  const said: string[] = [];
  const housekeeping = startHousekeeping({
    session: { home, database, store },
    warn: (message) => said.push(message),
    reaperIntervalMs: 10,
    reaperOptions: { isGone: async () => true },
  });
  await expect
    .poll(async () => (await getRunDetail(database, runId)).status, { timeout: 60_000 })
    .not.toBe('RUNNING');
  await housekeeping.stop();
  expect(await getRunDetail(database, runId)).toMatchObject({
    status: 'FINISHED',
    attempt: 1,
    summary: { loss: { n: 1 } },
  });
  expect(said).toEqual([expect.stringContaining(`Wrote 1 points of run ${runId}`)]);
});
