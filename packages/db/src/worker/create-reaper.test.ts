import { MOST_LOST_WORKERS } from '@laten/shared';
import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createQueuedRun } from '../run/create-queued-run.ts';
import { getRunDetail } from '../run/get-run-detail.ts';
import { requestCancel } from '../run/request-cancel.ts';
import { createTestDatabase, newQueuedRun, newWorkerBeat, type TestDatabase } from '../testing/index.ts';
import { beatWorker, removeWorker } from './beat-worker.ts';
import { createReaper, type ReaperOptions } from './create-reaper.ts';
import { readWorkers } from './read-workers.ts';

let test: TestDatabase;
let database: Database;
beforeEach(async () => {
  await test?.drop();
  test = await createTestDatabase();
  database = test.database;
});
afterAll(() => test.drop());

const progress = { step: 4, totalSteps: 16, epoch: 0, totalEpochs: 2 };

/** Trusts silence at once, whatever Postgres and the reaper have just been through. */
const openReaper = (options: Partial<ReaperOptions> = {}) =>
  createReaper(database, { isGone: async () => false, databaseSettleMs: -1, amnestyMs: 0, ...options });

const openStore = () => createPostgresRecordingStore(database);
const silence = () =>
  Promise.all(
    ['run', 'worker'].map((table) =>
      database.pool.query(`UPDATE ${table} SET heartbeat_at = now() - interval '1 hour'`),
    ),
  );
const statusOf = async (runId: string) => (await getRunDetail(database, runId)).status;
const storedStatus = async (runId: string) =>
  (await database.pool.query('SELECT status FROM run WHERE id = $1', [runId])).rows[0].status;

const beginInTerminal = () => openStore().beginAttempt(newRunStart({ supervisor: 'laptop:1:x' }));
async function beginOnWorker(runId?: string) {
  const id = runId ?? (await createQueuedRun(database, newQueuedRun())).id;
  const job = await database.queue.take();
  const attempt = await openStore().beginAttempt({
    ...newRunStart({ runId: id, create: undefined, supervisor: 'lab:1:x' }),
    by: 'worker',
  });
  if (job) await database.queue.settle(job);
  return attempt;
}

it('takes a silent run of a terminal for crashed, after two ticks, and says what to do', async () => {
  const { runId } = await beginInTerminal();
  await silence();
  const reaper = openReaper();
  expect(await reaper.tick()).toEqual({ runs: [], workers: [] });
  expect(await storedStatus(runId)).toBe('RUNNING');
  expect((await reaper.tick()).runs).toMatchObject([{ runId, status: 'CRASHED' }]);
  expect(await getRunDetail(database, runId)).toMatchObject({
    status: 'CRASHED',
    reasonCode: 'PROCESS_LOST',
    reason: expect.stringMatching(new RegExp(`laptop was lost.*UTC.*resume ${runId}`)),
    finishedAt: expect.any(Date),
  });
});

it('leaves alone what beats, and what beats again between two ticks', async () => {
  const [beating, waking] = [await beginInTerminal(), await beginInTerminal()];
  await silence();
  await openStore().beat({ ...beating, progress });
  const reaper = openReaper();
  await reaper.tick();
  await openStore().beat({ ...waking, progress });
  expect(await reaper.tick()).toEqual({ runs: [], workers: [] });
  expect(await storedStatus(waking.runId)).toBe('RUNNING');
});

it.each<[string, Partial<ReaperOptions>]>([
  ['its own ticks had a gap, as after a closed lid', { mostGapMs: -1 }],
  ['it has just begun, or a gap was just before', { amnestyMs: 60_000 }],
  ['Postgres has just been started', { databaseSettleMs: Number.POSITIVE_INFINITY }],
])('crashes nothing by silence while %s', async (_why, options) => {
  const { runId } = await beginInTerminal();
  await silence();
  const reaper = openReaper(options);
  for (let i = 0; i < 3; i++) expect((await reaper.tick()).runs).toEqual([]);
  expect(await storedStatus(runId)).toBe('RUNNING');
});

it('needs no silence for a process of this machine that is known to be gone', async () => {
  const { runId } = await beginInTerminal();
  const reaper = openReaper({
    isGone: async (supervisor) => supervisor === 'laptop:1:x',
    databaseSettleMs: Number.POSITIVE_INFINITY,
    amnestyMs: 60_000,
  });
  await reaper.tick();
  expect((await reaper.tick()).runs).toMatchObject([{ runId, status: 'CRASHED' }]);
});

it('lets the run of a lost worker wait for another one, until too many were lost over it', async () => {
  let { runId } = await beginOnWorker();
  const reaper = openReaper();
  for (let lost = 1; lost <= MOST_LOST_WORKERS; lost++) {
    await silence();
    await reaper.tick();
    const [reaped] = (await reaper.tick()).runs;
    const isLast = lost === MOST_LOST_WORKERS;
    expect(reaped).toMatchObject({ runId, status: isLast ? 'CRASHED' : 'QUEUED' });
    expect(reaped?.reason).toMatch(isLast ? /3 times/ : /worker on lab was lost.*checkpoint/);
    expect((await readWorkers(database)).queue).toEqual(isLast ? [] : [runId]);
    if (!isLast) ({ runId } = await beginOnWorker(runId));
  }
});

it('cancels a lost run that a person had canceled', async () => {
  const { runId } = await beginOnWorker();
  await requestCancel(database, { runId });
  await silence();
  const reaper = openReaper();
  await reaper.tick();
  expect((await reaper.tick()).runs).toMatchObject([{ runId, status: 'CANCELED' }]);
  expect((await readWorkers(database)).queue).toEqual([]);
});

it('lets a person cancel a run whose worker is silent, and does not hand it on', async () => {
  const { runId } = await beginOnWorker();
  await silence();
  expect(await requestCancel(database, { runId })).toBe('RUNNING');
  const reaper = openReaper();
  await reaper.tick();
  expect((await reaper.tick()).runs).toMatchObject([{ runId, status: 'CANCELED' }]);
});

it('acts once when several reapers look at once', async () => {
  await Promise.all([beginInTerminal(), beginInTerminal(), beginInTerminal()]);
  await silence();
  const reapers = [openReaper(), openReaper(), openReaper()];
  await Promise.all(reapers.map((reaper) => reaper.tick()));
  const reaped = await Promise.all(reapers.map((reaper) => reaper.tick()));
  const again = await Promise.all(reapers.map((reaper) => reaper.tick()));
  const runs = [...reaped, ...again].flatMap((tick) => tick.runs.map(({ runId }) => runId));
  expect(runs).toHaveLength(3);
  expect(new Set(runs).size).toBe(3);
});

it('lets a supervisor that wakes up revive its crashed run, and go on', async () => {
  const attempt = await beginInTerminal();
  await silence();
  const reaper = openReaper();
  await reaper.tick();
  await reaper.tick();
  expect(await statusOf(attempt.runId)).toBe('CRASHED');
  await openStore().writePoints(pointBatch(attempt, 'loss', [[1, 2]]));
  await openStore().beat({ ...attempt, progress });
  expect(await getRunDetail(database, attempt.runId)).toMatchObject({
    status: 'RUNNING',
    finishedAt: null,
    reason: null,
    reasonCode: null,
  });
});

it('lets a worker that wakes up revive the run that was given up, which is still a queued one', async () => {
  const attempt = await beginOnWorker();
  await database.pool.query('UPDATE run SET lost_workers = $2 WHERE id = $1', [
    attempt.runId,
    MOST_LOST_WORKERS - 1,
  ]);
  const before = await getRunDetail(database, attempt.runId);
  await silence();
  const reaper = openReaper();
  await reaper.tick();
  expect((await reaper.tick()).runs).toMatchObject([{ status: 'CRASHED' }]);
  await openStore().beat({ ...attempt, progress });
  const revived = await getRunDetail(database, attempt.runId);
  expect(revived).toMatchObject({ status: 'RUNNING', reason: null, queuedAt: before.queuedAt });
});

it('hands on a run whose training process was killed, with a job; one that was canceled meanwhile gets none', async () => {
  const [killed, canceled] = [await beginOnWorker(), await beginOnWorker()];
  await requestCancel(database, canceled);
  const end = { reason: 'Killed.', reasonCode: 'CHILD_LOST', durationMs: 1, progress };
  await openStore().endAttempt({ ...killed, outcome: { ...end, status: 'CRASHED' } });
  await openStore().endAttempt({ ...canceled, outcome: { ...end, status: 'QUEUED' } });
  expect(await getRunDetail(database, killed.runId)).toMatchObject({
    status: 'QUEUED',
    reasonCode: null,
    lostWorkers: 1,
    finishedAt: null,
  });
  expect(await getRunDetail(database, canceled.runId)).toMatchObject({
    status: 'CANCELED',
    lostWorkers: 0,
    queuedAt: null,
    cancelRequested: false,
  });
  expect(await database.queue.take()).toMatchObject({ runId: killed.runId });
  expect(await database.queue.take()).toBeNull();
});

it('refuses all writes of a worker that wakes up after its run was handed on', async () => {
  const attempt = await beginOnWorker();
  await silence();
  const reaper = openReaper();
  await reaper.tick();
  await reaper.tick();
  const refused = { code: 'RUN_STALE_ATTEMPT' };
  const writeAll = async () => {
    const store = openStore();
    await expect(store.beat({ ...attempt, progress })).rejects.toMatchObject(refused);
    await expect(store.readRequests(attempt)).rejects.toMatchObject(refused);
    await expect(store.writePoints(pointBatch(attempt, 'loss', [[1, 2]]))).rejects.toMatchObject(refused);
    const outcome = { status: 'FINISHED', reason: null, reasonCode: null, durationMs: 1, progress } as const;
    await expect(store.endAttempt({ ...attempt, outcome })).rejects.toMatchObject(refused);
  };
  await writeAll();
  await beginOnWorker(attempt.runId);
  await writeAll();
  expect(await statusOf(attempt.runId)).toBe('RUNNING');
});

it('forgets workers that are silent; one that wakes up is there again', async () => {
  const worker = newWorkerBeat({ id: 'lab:1:x', host: 'lab', pid: 1 });
  const living = { ...worker, id: 'lab:2:x', pid: 2 };
  await beatWorker(database, worker);
  await silence();
  await beatWorker(database, living);
  expect((await readWorkers(database)).workers).toMatchObject([
    { id: worker.id, alive: false, run: null },
    { id: living.id, alive: true },
  ]);
  const reaper = openReaper();
  await reaper.tick();
  expect((await reaper.tick()).workers).toEqual([worker.id]);
  await beatWorker(database, worker);
  await removeWorker(database, living);
  expect((await readWorkers(database)).workers).toMatchObject([{ id: worker.id, alive: true }]);
});
