import { newRunStart } from '@laten/shared/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { createPostgresRecordingStore } from './postgres-recording-store.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const progress = { step: 0, totalSteps: 0, epoch: 0, totalEpochs: 0 };

it('gives up a beat and a question that get no answer, and is heard again as soon as there is one', async () => {
  const store = createPostgresRecordingStore(test.database);
  const attempt = await store.beginAttempt(newRunStart());
  const blocker = await test.database.pool.connect();
  await blocker.query('BEGIN; LOCK TABLE run IN ACCESS EXCLUSIVE MODE');
  const away = { code: 'DATABASE_UNREACHABLE' };
  await Promise.all([
    expect(store.beat({ ...attempt, progress })).rejects.toMatchObject({
      ...away,
      cause: { code: 'ETIMEDOUT' },
    }),
    expect(store.readRequests(attempt)).rejects.toMatchObject({
      ...away,
      cause: { message: 'Query read timeout' },
    }),
  ]);
  await blocker.query('ROLLBACK');
  blocker.release();
  const nothing = { cancelRequested: false, pauseRequested: false };
  expect(await store.beat({ ...attempt, progress })).toEqual(nothing);
  expect(await store.readRequests(attempt)).toEqual(nothing);
});
