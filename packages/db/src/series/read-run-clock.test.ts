import { createId } from '@laten/shared';
import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { readRunClock } from './read-run-clock.ts';

describe('readRunClock', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  const begin = () => createPostgresRecordingStore(test.database).beginAttempt(newRunStart());
  /** The fixture's clock: a step is a millisecond. */
  const timesOf = (steps: readonly number[]) => steps.map((step) => 1_700_000_000_000 + step);

  it('knows no moment of a run without points, or of none', async () => {
    const { runId } = await begin();
    for (const id of [runId, createId()])
      expect(await readRunClock(test.database, id)).toEqual({ steps: [], wallTimesMs: [] });
  });

  it('gives every moment of a short run, by its longest series', async () => {
    const attempt = await begin();
    const store = createPostgresRecordingStore(test.database);
    await store.writePoints(pointBatch(attempt, 'val_loss', [[400, 1]]));
    const steps = [1, 2, 3, 50, 900];
    await store.writePoints(
      pointBatch(
        attempt,
        'loss',
        steps.map((step) => [step, 1]),
      ),
    );
    expect(await readRunClock(test.database, attempt.runId)).toEqual({ steps, wallTimesMs: timesOf(steps) });
  });

  it.each([
    ['just too many', 401, 1],
    ['a usual run', 14_070, 1],
    ['a run with a point every 5,000 steps', 500, 5_000],
  ])('thins %s, and keeps the first and the last', async (_, points, stepsBetween) => {
    const attempt = await begin();
    const logged = Array.from({ length: points }, (_, i) => 1 + i * stepsBetween);
    await createPostgresRecordingStore(test.database).writePoints(
      pointBatch(
        attempt,
        'loss',
        logged.map((step) => [step, 1]),
      ),
    );
    const { steps, wallTimesMs } = await readRunClock(test.database, attempt.runId);
    expect([steps[0], steps.at(-1)]).toEqual([logged[0], logged.at(-1)]);
    expect(steps.length).toBeLessThanOrEqual(400);
    expect(steps.length).toBeGreaterThanOrEqual(Math.min(150, logged.length / 64));
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    expect(wallTimesMs).toEqual(timesOf(steps));
  });
});
