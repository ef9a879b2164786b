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

it('gives the mean throughput of the newest finished runs and what their epochs took besides, and of no other', async () => {
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
      outcome: { status, reason: null, reasonCode: null, progress, durationMs: 2_000 },
    });
  }
  // 2 epochs of 2 s in all; 16 steps of 32 images at 1,000 images/s take 512 ms of it.
  const tiny = { preset: 'tiny', latentDim: 2, threads: 1 };
  expect(await listRecentThroughput(test.database)).toEqual([
    { ...tiny, imagesPerSecond: 1500, besidesMsPerEpoch: expect.closeTo(829.33) },
    { ...tiny, imagesPerSecond: 1000, besidesMsPerEpoch: expect.closeTo(744) },
  ]);
});
