import { createId } from '@laten/shared';
import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { readSparklines } from './read-sparklines.ts';

describe('readSparklines', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  async function record(pairs: readonly (readonly [number, number])[]): Promise<string> {
    const store = createPostgresRecordingStore(test.database);
    const attempt = await store.beginAttempt(newRunStart());
    await store.writePoints(pointBatch(attempt, 'val_nelbo', pairs));
    return attempt.runId;
  }

  it('gives a short series as it is, without what is not finite', async () => {
    const runId = await record([
      [469, 280],
      [938, Number.NaN],
      [1407, 270],
      [1876, Number.NEGATIVE_INFINITY],
    ]);
    const bare = await record([]);
    const sparklines = await readSparklines(test.database, { runIds: [runId, bare, createId()] });
    expect([...sparklines]).toEqual([[runId, [280, 270]]]);
  });

  it('gives six digits, enough for what it shows', async () => {
    const runId = await record([
      [1, 234.567_891_234],
      [2, 1 / 3],
      [3, 123_456_789],
      [4, 0],
    ]);
    expect((await readSparklines(test.database, { runIds: [runId] })).get(runId)).toEqual([
      234.568, 0.333333, 123_457_000, 0,
    ]);
  });

  it('gives the last finite value of each of 32 parts of a long series', async () => {
    const pairs = Array.from({ length: 640 }, (_, i) => [(i + 1) * 10, i + 1] as const);
    const withGap = pairs.map(([step, value]) => [step, value === 640 ? Number.NaN : value] as const);
    const runId = await record(withGap);
    const values = (await readSparklines(test.database, { runIds: [runId] })).get(runId);
    expect(values).toEqual([...Array.from({ length: 31 }, (_, i) => (i + 1) * 20), 639]);
  });
});
