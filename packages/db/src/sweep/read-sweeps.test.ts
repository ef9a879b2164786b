import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { listRuns } from '../run/list-runs.ts';
import { createTestDatabase, newSweep, newSweepSpec, type TestDatabase } from '../testing/index.ts';
import { beginTrial, endTrial, trialEnds } from '../testing/run-trials.ts';
import { createSweep } from './create-sweep.ts';
import { getSweep } from './get-sweep.ts';
import { listSweeps } from './list-sweeps.ts';
import { listTrialFailures } from './list-trial-failures.ts';
import { readSweepBest } from './read-sweep-best.ts';

/** One sweep of six trials: 300, 250, 280, FAILED at 100, one that runs at 260, and one that waits. */

let test: TestDatabase;
let database: Database;
let sweepId: string;
let runIds: string[];
beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
  const spec = newSweepSpec({ betas: [0.5, 1, 2, 4, 8, 16], retries: { failed: 0, lost: 3 } });
  sweepId = (await createSweep(database, newSweep(spec))).id;
  runIds = (await listRuns(database, { sweepId, sort: 'trial', direction: 'asc' })).runs.map(({ id }) => id);
  for (const value of [300, 250, 280]) await endTrial(database, await beginTrial(database), { value });
  await endTrial(database, await beginTrial(database), { end: 'failed', value: 100 });
  const running = await beginTrial(database);
  const store = createPostgresRecordingStore(database);
  await store.beat({ ...running, progress: { step: 4, totalSteps: 16, epoch: 0, totalEpochs: 2 } });
  await store.writePoints(pointBatch(running, 'val_nelbo', [[4, 260]]));
  await store.beginAttempt(newRunStart());
});
afterAll(() => test.drop());

it('counts, names the best, and reckons how far it is', async () => {
  const detail = await getSweep(database, sweepId);
  expect(detail.counts).toEqual({
    QUEUED: 1,
    RUNNING: 1,
    FINISHED: 3,
    FAILED: 1,
    CRASHED: 0,
    CANCELED: 0,
    PRUNED: 0,
  });
  expect(detail.best).toEqual({
    runId: runIds[1],
    trial: 1,
    name: expect.stringContaining('beta'),
    value: 250,
    parameters: { beta: 1 },
  });
  expect(detail.startedAt).toBeInstanceOf(Date);
  // Four have ended with 16 steps, one has done 4 of 16, and the one that waits has as many images as the others.
  expect(detail.progress).toMatchObject({
    doneSteps: 68,
    totalSteps: 96,
    stepsPerSecond: 16,
    secondsLeft: 1.75,
  });
});

it('takes the largest value for the best where the goal is to maximize', async () => {
  await database.pool.query(`UPDATE sweep SET goal = 'maximize' WHERE id = $1`, [sweepId]);
  expect((await getSweep(database, sweepId)).best).toMatchObject({ trial: 0, value: 300 });
  expect((await readSweepBest(database, { sweepId })).map(({ best }) => best)).toEqual([300, 300, 300]);
  await database.pool.query(`UPDATE sweep SET goal = 'minimize' WHERE id = $1`, [sweepId]);
});

it('reads the best so far over time, of the trials that came to their end', async () => {
  const points = await readSweepBest(database, { sweepId });
  expect(points.map(({ trial, value, best }) => [trial, value, best])).toEqual([
    [0, 300, 300],
    [1, 250, 250],
    [2, 280, 250],
  ]);
  const { finishedAt } = await database.prisma.run.findUniqueOrThrow({ where: { id: runIds[0] } });
  expect(points[0]).toMatchObject({ atMs: finishedAt?.getTime(), runId: runIds[0] });
});

it('lists what broke down, for good and so far', async () => {
  await database.pool.query(
    `UPDATE run SET lost_workers = 1, last_failure = 'Its worker was lost.', last_failure_code = 'PROCESS_LOST' WHERE id = $1`,
    [runIds[0]],
  );
  expect(await listTrialFailures(database, { sweepId })).toEqual([
    {
      runId: runIds[3],
      trial: 3,
      name: expect.any(String),
      status: 'FAILED',
      reason: trialEnds.failed.reason,
      reasonCode: 'NON_FINITE_LOSS',
      failures: 1,
      lostWorkers: 0,
    },
    expect.objectContaining({
      runId: runIds[0],
      status: 'FINISHED',
      reason: 'Its worker was lost.',
      reasonCode: 'PROCESS_LOST',
      lostWorkers: 1,
    }),
  ]);
});

it('lists the runs of a sweep by their numbers, and tells trials from other runs', async () => {
  const { runs, total } = await listRuns(database, { sweepId, sort: 'trial', direction: 'desc', limit: 2 });
  expect(total).toBe(6);
  expect(runs.map(({ trial, sweepId: of }) => [trial, of])).toEqual([
    [5, sweepId],
    [4, sweepId],
  ]);
  const all = await listRuns(database, { sort: 'trial', direction: 'asc' });
  expect(all.runs.at(-1)).toMatchObject({ sweepId: null, trial: null });
});

it('pages through sweeps, the newest first, of one experiment when asked', async () => {
  const more = [];
  for (let i = 0; i < 3; i++) {
    const sweep = newSweep(newSweepSpec({ betas: [1, 2] }), { experiment: i === 0 ? 'other' : 'default' });
    more.unshift((await createSweep(database, sweep)).id);
  }
  const first = await listSweeps(database, { limit: 3 });
  const second = await listSweeps(database, { limit: 3, cursor: first.nextCursor });
  expect([...first.sweeps, ...second.sweeps].map(({ id }) => id)).toEqual([...more, sweepId]);
  expect(second.nextCursor).toBeNull();
  expect(second.sweeps[0]).toMatchObject({ counts: { FINISHED: 3 }, best: { value: 250 } });
  expect(first.sweeps[0]).toMatchObject({ counts: { QUEUED: 2, FINISHED: 0 }, best: null, startedAt: null });
  const other = await listSweeps(database, { experiment: 'other' });
  expect(other.sweeps.map(({ id }) => id)).toEqual([more[2]]);
  await expect(listSweeps(database, { cursor: 'x' })).rejects.toMatchObject({ code: 'USAGE' });
});

it('finds sweeps by part of a name, or the start of an id', async () => {
  const named = newSweep(newSweepSpec({ name: 'KL 100%_weight' }));
  await createSweep(database, named);
  const find = async (search: string) => (await listSweeps(database, { search })).sweeps.map(({ id }) => id);
  expect(await find(' 100%_W')).toEqual([named.sweepId]);
  expect(await find('10%0')).toEqual([]);
  expect(await find(sweepId.toUpperCase())).toEqual([sweepId]);
  expect((await find(' ')).length).toBeGreaterThan(1);
});
