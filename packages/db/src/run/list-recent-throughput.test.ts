import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { listRecentThroughput } from './list-recent-throughput.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('gives the mean throughput of the newest finished runs, and of no other', async () => {
  const store = createPostgresRecordingStore(test.database);
  const progress = { step: 16, totalSteps: 16, epoch: 2, totalEpochs: 2 };
  for (const [status, rates] of [
    ['FINISHED', [900, 1100]],
    ['FAILED', [1, 1]],
    ['FINISHED', [1500, Number.NaN]],
    ['FINISHED', []],
  ] as const) {
    const attempt = await store.beginAttempt(newRunStart());
    const pairs = rates.map((rate, i) => [i * 5_000, rate] as const);
    await store.writePoints(pointBatch(attempt, 'images_per_second', pairs));
    await store.endAttempt({
      ...attempt,
      outcome: { status, reason: null, reasonCode: null, progress, durationMs: 1 },
    });
  }
  const tiny = { preset: 'tiny', latentDim: 2, threads: 1 };
  expect(await listRecentThroughput(test.database)).toEqual([
    { ...tiny, imagesPerSecond: 1500 },
    { ...tiny, imagesPerSecond: 1000 },
  ]);
});
