import os from 'node:os';
import { createPostgresRecordingStore, deleteRun, getSetting } from '@laten/db';
import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import type { Attempt, RunOutcome } from '@laten/shared';
import { newRunStart } from '@laten/shared/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Session } from '../run/session.ts';
import { nextTraining } from './first-training.ts';

let test: TestDatabase;
let session: Session;

beforeEach(async () => {
  test = await createTestDatabase();
  const { database, url } = test;
  const store = createPostgresRecordingStore(database);
  session = { home: '', database, databaseUrl: url, store, close: async () => undefined };
});
afterEach(() => test.drop());

const next = () => nextTraining(session, ['up']);

const ended = (status: RunOutcome['status']): RunOutcome => ({
  status,
  reason: 'test',
  reasonCode: null,
  durationMs: 1,
  progress: { step: 0, totalSteps: 16, epoch: 0, totalEpochs: 2 },
});

async function beginFirstRun(supervisor = 'elsewhere:1:x'): Promise<Attempt> {
  const first = await next();
  return session.store.beginAttempt(newRunStart({ runId: first?.plan.runId, supervisor }));
}

it('trains the reference model for 5 epochs on all images, once per database', async () => {
  const first = await next();
  expect(first?.plan.config).toMatchObject({ preset: 'fashion-mnist-conv', epochs: 5, limit: null });
  expect((await next())?.plan.runId).toBe(first?.plan.runId);
});

it('never trains it again after it was deleted', async () => {
  const first = await next();
  const attempt = await beginFirstRun();
  await first?.markBegun();
  await session.store.endAttempt({ ...attempt, outcome: ended('FINISHED') });
  await deleteRun(test.database, { runId: attempt.runId });
  expect(await next()).toBeNull();
});

it('does not train anew a run that was recorded but never marked', async () => {
  const attempt = await beginFirstRun();
  await session.store.endAttempt({ ...attempt, outcome: ended('FINISHED') });
  expect(await next()).toBeNull();
  expect(await getSetting(test.database, 'first-training')).toMatchObject({ begun: true });
});

it('goes on with what was handed back', async () => {
  const attempt = await beginFirstRun();
  await session.store.endAttempt({ ...attempt, outcome: ended('QUEUED') });
  expect((await next())?.plan).toMatchObject({
    runId: attempt.runId,
    takeOver: false,
    onSignal: 'hand-back',
  });
});

it('takes over the run of a process of this machine that is gone, and of no other', async () => {
  await beginFirstRun();
  expect(await next()).toBeNull();
  await test.database.pool.query('UPDATE run SET supervisor = $1', [`${os.hostname()}:1:of-another-boot`]);
  expect((await next())?.plan).toMatchObject({ takeOver: true });
});
