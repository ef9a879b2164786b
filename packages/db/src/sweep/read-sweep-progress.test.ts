import { createId } from '@laten/shared';
import { pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Database } from '../database.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, newSweep, newSweepSpec, type TestDatabase } from '../testing/index.ts';
import { beginTrial, endTrial } from '../testing/run-trials.ts';
import { createSweep } from './create-sweep.ts';
import { countTrialFailures, listTrialFailures } from './list-trial-failures.ts';
import { readSweepsProgress } from './read-sweep-progress.ts';

/**
 * Sweeps that differ in all that is measured. Of the first, one trial of four has ended, with 16 steps in a second, one has
 * done 4 of 16, one has just begun, and one waits. Of the second, one has done 10 of 40 and makes two a second, and one waits.
 */

let test: TestDatabase;
let database: Database;
let measured: string;
let begun: string;
let waiting: string;
beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
  const store = createPostgresRecordingStore(database);
  const base = { preset: 'tiny', overrides: { limit: null } };
  const launch = async (betas: number[], priority = 0) =>
    (await createSweep(database, newSweep(newSweepSpec({ betas, base }), { priority }))).id;
  const batchSize = newSweep().trials[0]?.config.batchSize ?? Number.NaN;
  measured = await launch([1, 2, 4, 8]);
  await endTrial(database, await beginTrial(database));
  const second = await beginTrial(database);
  await store.beat({ ...second, progress: { step: 4, totalSteps: 16, epoch: 0, totalEpochs: 2 } });
  await beginTrial(database);
  begun = await launch([1, 2], 1);
  const first = await beginTrial(database);
  await store.beat({ ...first, progress: { step: 10, totalSteps: 40, epoch: 0, totalEpochs: 2 } });
  await store.writePoints(pointBatch(first, 'images_per_second', [[10, 2 * batchSize]]));
  waiting = await launch([1]);
});
afterAll(() => test.drop());

const active = (sweepId: string) => ({ sweepId, status: 'ACTIVE' as const });

it('reads several sweeps at once, each by its own trials', async () => {
  const query = vi.spyOn(database.pool, 'query');
  const progress = await readSweepsProgress(database, [measured, begun, waiting].map(active));
  expect(query).toHaveBeenCalledTimes(1);
  query.mockRestore();
  // What waits has as many images as the others of its own sweep.
  expect(progress.get(measured)).toEqual({
    doneSteps: 20,
    totalSteps: 64,
    stepsPerSecond: 32,
    secondsLeft: 1.375,
  });
  expect(progress.get(begun)).toEqual({ doneSteps: 10, totalSteps: 80, stepsPerSecond: 2, secondsLeft: 35 });
  expect(progress.get(waiting)).toMatchObject({ doneSteps: 0, stepsPerSecond: 0, secondsLeft: null });
});

it('knows no end of a sweep that is not active, nor of one without trials', async () => {
  const empty = createId();
  const progress = await readSweepsProgress(database, [{ sweepId: begun, status: 'PAUSED' }, active(empty)]);
  expect(progress.get(begun)).toMatchObject({ totalSteps: 80, secondsLeft: null });
  expect(progress.get(empty)).toEqual({ doneSteps: 0, totalSteps: 0, stepsPerSecond: 0, secondsLeft: null });
  expect(await readSweepsProgress(database, [])).toEqual(new Map());
});

it('goes by the speed of the last twenty trials to their end', async () => {
  await insertTrials(30, { from: 100, duration_ms: 1e6, finished_at: '2020-01-01' });
  await insertTrials(20, { from: 200, duration_ms: 2_000, finished_at: '2100-01-01' });
  expect((await readSweepsProgress(database, [active(measured)])).get(measured)).toMatchObject({
    stepsPerSecond: 16,
  });
});

it('lists the first thousand of the trials that failed, and counts all', async () => {
  await insertTrials(1_003, { from: 1_000, status: 'FAILED' });
  expect(await listTrialFailures(database, { sweepId: measured })).toHaveLength(1_000);
  expect(await countTrialFailures(database, { sweepId: measured })).toBe(1_003);
  expect(await countTrialFailures(database, { sweepId: begun })).toBe(0);
});

/** Inserts trials like the first one that has ended, but for what is said. */
async function insertTrials(
  count: number,
  { from, ...change }: { readonly from: number } & Readonly<Record<string, unknown>>,
): Promise<void> {
  await database.pool.query(
    `INSERT INTO run SELECT (jsonb_populate_record(run, $3::jsonb
       || jsonb_build_object('id', lpad(number::text, 16, '0'), 'trial', number))).*
     FROM run, generate_series($4::int, $4::int + $2 - 1) AS number WHERE sweep_id = $1 AND trial = 0`,
    [measured, count, change, from],
  );
}
