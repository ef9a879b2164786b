import { newRunStart, pointBatch, textArtifact } from '@laten/shared/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresBlobStore } from '../blob/postgres-blob-store.ts';
import type { Database } from '../database.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createQueuedRun } from '../run/create-queued-run.ts';
import { markRunsDeleted } from '../run/mark-runs-deleted.ts';
import { readRunSizes } from '../run/read-run-sizes.ts';
import { createTestDatabase, newQueuedRun, type TestDatabase } from '../testing/index.ts';
import { trialEnds } from '../testing/run-trials.ts';
import { collectGarbage } from './collect-garbage.ts';
import { readDiskUse } from './read-disk-use.ts';

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
});
afterAll(() => test.drop());

async function storeRun(text: string, points: number): Promise<string> {
  const store = createPostgresRecordingStore(database);
  const attempt = await store.beginAttempt(newRunStart());
  const pairs = Array.from({ length: points }, (_, step) => [step, step] as const);
  await store.writePoints(pointBatch(attempt, 'loss', pairs));
  await store.writeArtifact({ ...attempt, artifact: textArtifact('a', text) });
  await store.writeArtifact({ ...attempt, artifact: textArtifact('b', 'of both') });
  await store.endAttempt({ ...attempt, outcome: trialEnds.finished });
  return attempt.runId;
}

it('counts what would go, lets it go, and gives the space back', async () => {
  const [kept, deleted] = [await storeRun('kept', 10), await storeRun('x'.repeat(1_000), 20_000)];
  expect(await readRunSizes(database, { ids: [kept, deleted, '0'.repeat(16)] })).toEqual({
    [kept]: 11,
    [deleted]: 1_007,
  });
  const use = await readDiskUse(database, { runs: 1 });
  expect(use.runs).toEqual([
    { runId: deleted, name: 'tiny run', artifactBytes: 1_007, points: 20_000, deleted: false },
  ]);
  expect(use.tables[0]).toMatchObject({ name: 'point' });
  expect(use.totalBytes).toBeGreaterThan(use.tables.reduce((sum, { bytes }) => sum + bytes, 0));

  await markRunsDeleted(database, { ids: [deleted] });
  const { sha256 } = await createPostgresBlobStore(database).put(new TextEncoder().encode('unnamed'));
  await database.pool.query(`UPDATE blob SET created_at = now() - interval '2 h' WHERE sha256 = $1`, [
    sha256,
  ]);
  await createQueuedRun(database, newQueuedRun());
  await createQueuedRun(database, newQueuedRun());
  const job = await database.queue.take();
  if (job) await database.queue.settle(job);

  const counts = { runs: 1, runBytes: 1_000, blobs: 1, blobBytes: 7, jobs: 1, skippedTables: [] };
  expect(await collectGarbage(database, { dryRun: true })).toMatchObject({ ...counts, runs: 0, runBytes: 0 });
  const dry = await collectGarbage(database, { dryRun: true, purgeAfterMs: 0 });
  expect(dry).toMatchObject(counts);
  expect(dry.bytesAfter).toBe(dry.bytesBefore);
  const done = await collectGarbage(database, { full: true, purgeAfterMs: 0 });
  expect(done).toMatchObject(counts);
  // Rows that a snapshot of Postgres's own housekeeping still sees are kept until it has ended.
  const freed = async () =>
    dry.bytesBefore - (await collectGarbage(database, { full: true, purgeAfterMs: 0 })).bytesAfter;
  await expect.poll(freed).toBeGreaterThan(1_000_000);
  expect(await collectGarbage(database, { purgeAfterMs: 0 })).toMatchObject({ runs: 0, blobs: 0, jobs: 0 });
  expect(await database.queue.take()).not.toBeNull();
  expect(await readRunSizes(database, { ids: [kept, deleted] })).toEqual({ [kept]: 11 });
});

it('leaves a table alone that somebody uses, and says so', async () => {
  const user = await database.pool.connect();
  await user.query('BEGIN; SELECT FROM setting');
  const { skippedTables } = await collectGarbage(database, { full: true });
  await user.query('ROLLBACK');
  user.release();
  expect(skippedTables).toEqual(['setting']);
});
