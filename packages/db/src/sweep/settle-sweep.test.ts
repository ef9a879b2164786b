import { CRASH_AFTER_MS, type SweepSpec } from '@laten/shared';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { deleteRun } from '../run/delete-run.ts';
import { getRunDetail } from '../run/get-run-detail.ts';
import { rejectQueuedRun } from '../run/leave-queued-run.ts';
import { markRunsDeleted } from '../run/mark-runs-deleted.ts';
import { requestCancel } from '../run/request-cancel.ts';
import { restoreRuns } from '../run/restore-runs.ts';
import { createTestDatabase, newSweep, newSweepSpec, type TestDatabase } from '../testing/index.ts';
import { beginTrial, endTrial, trialEnds } from '../testing/run-trials.ts';
import { createReaper } from '../worker/create-reaper.ts';
import { createSweep } from './create-sweep.ts';
import { getSweep } from './get-sweep.ts';
import { pauseSweep } from './pause-sweep.ts';
import { resumeSweep } from './resume-sweep.ts';
import { settleSweeps } from './settle-sweep.ts';

let test: TestDatabase;
let database: Database;
beforeEach(async () => {
  await test?.drop();
  test = await createTestDatabase();
  database = test.database;
});
afterAll(() => test.drop());

const launch = async (spec: Partial<SweepSpec> & { betas?: readonly number[] } = {}) =>
  (await createSweep(database, newSweep(newSweepSpec(spec)))).id;
const trialIds = async (sweepId: string) =>
  (await database.prisma.run.findMany({ where: { sweepId }, orderBy: { trial: 'asc' } })).map(({ id }) => id);
const statusOf = async (sweepId: string) => (await getSweep(database, sweepId)).status;
const endNext = async (end: keyof typeof trialEnds) =>
  endTrial(database, await beginTrial(database), { end });

it('has FINISHED when the last trial ends, however the last two race', async () => {
  const sweepId = await launch({ betas: [1, 2, 4] });
  await endNext('finished');
  expect(await statusOf(sweepId)).toBe('ACTIVE');
  const last = [await beginTrial(database), await beginTrial(database)];
  await Promise.all(last.map((attempt) => endTrial(database, attempt)));
  expect(await getSweep(database, sweepId)).toMatchObject({ status: 'FINISHED', counts: { FINISHED: 3 } });
});

it('tries a failed trial again before others, without a word about the sweep, and then lets it be FAILED', async () => {
  const sweepId = await launch({ betas: [1, 2] });
  const first = await beginTrial(database);
  await endTrial(database, first, { end: 'failed' });
  expect(await getRunDetail(database, first.runId)).toMatchObject({
    status: 'QUEUED',
    failures: 1,
    reason: expect.stringMatching(/^Failed once: The loss became NaN\..*tried again/),
    reasonCode: null,
    sweepId,
    trial: 0,
    sweepName: 'beta',
    sweepStatus: 'ACTIVE',
  });
  const again = await beginTrial(database);
  expect(again).toEqual({ runId: first.runId, attempt: 2 });
  await endTrial(database, again, { end: 'failed' });
  expect(await getRunDetail(database, first.runId)).toMatchObject({
    status: 'FAILED',
    failures: 2,
    reasonCode: 'NON_FINITE_LOSS',
  });
  expect(await statusOf(sweepId)).toBe('ACTIVE');
});

it('pauses itself when half of its last ten trials failed, says why, and is not paused again by the same ones', async () => {
  const sweepId = await launch({ seeds: 4, retries: { failed: 0, lost: 3 } });
  for (let i = 0; i < 5; i++) await endNext('finished');
  for (let i = 0; i < 4; i++) await endNext('failed');
  const other = await beginTrial(database);
  expect(await statusOf(sweepId)).toBe('ACTIVE');
  await endNext('failed');
  expect(await getSweep(database, sweepId)).toMatchObject({
    status: 'PAUSED',
    reasonCode: 'TRIALS_FAIL',
    reason: expect.stringMatching(/^5 of its last 10 trials failed \(NON_FINITE_LOSS 5\)/),
  });
  expect(await database.queue.take()).toBeNull();
  await resumeSweep(database, { sweepId });
  await endTrial(database, other, { end: 'failed' });
  expect(await statusOf(sweepId)).toBe('ACTIVE');
});

it('has FINISHED, not PAUSED, when nothing is left to be saved from failing', async () => {
  const sweepId = await launch({ seeds: 3, retries: { failed: 0, lost: 3 } });
  for (let i = 0; i < 7; i++) await endNext('finished');
  const { rows } = await database.pool.query('SELECT id FROM run WHERE status = $1', ['QUEUED']);
  await database.pool.query(`UPDATE run SET status = 'FAILED', finished_at = now() WHERE id = ANY ($1)`, [
    rows.slice(1).map(({ id }) => id),
  ]);
  await endNext('failed');
  expect(await getSweep(database, sweepId)).toMatchObject({ status: 'FINISHED', counts: { FAILED: 5 } });
});

it('hands the trial of a lost worker on; that of a paused sweep waits; too many lost workers are its end', async () => {
  const sweepId = await launch({ betas: [1], retries: { failed: 1, lost: 2 } });
  const reap = async () => {
    await database.pool.query(`UPDATE run SET heartbeat_at = now() - $1 * interval '1 ms'`, [
      CRASH_AFTER_MS * 2,
    ]);
    const reaper = createReaper(database, { isGone: async () => false, databaseSettleMs: -1, amnestyMs: 0 });
    await reaper.tick();
    return (await reaper.tick()).runs;
  };
  await beginTrial(database);
  await pauseSweep(database, { sweepId });
  expect(await reap()).toMatchObject([
    { status: 'QUEUED', reason: expect.stringContaining('sweep is resumed') },
  ]);
  expect(await database.queue.take()).toBeNull();
  await resumeSweep(database, { sweepId });
  await beginTrial(database);
  expect(await reap()).toMatchObject([{ status: 'CRASHED' }]);
  expect(await getSweep(database, sweepId)).toMatchObject({ status: 'FINISHED', counts: { CRASHED: 1 } });
});

it('goes on, although it had FINISHED, with a supervisor that wakes up, until its trial has ended', async () => {
  const sweepId = await launch({ betas: [1], retries: { failed: 1, lost: 1 } });
  const attempt = await beginTrial(database);
  await endTrial(database, attempt, { end: 'killed' });
  expect(await statusOf(sweepId)).toBe('FINISHED');
  await createPostgresRecordingStore(database).beat({ ...attempt, progress: trialEnds.finished.progress });
  expect(await settleSweeps(database)).toEqual([sweepId]);
  expect(await statusOf(sweepId)).toBe('ACTIVE');
  await endTrial(database, attempt);
  expect(await getSweep(database, sweepId)).toMatchObject({ status: 'FINISHED', counts: { FINISHED: 1 } });
});

it.each<[string, (id: string) => Promise<unknown>]>([
  ['canceled', (runId) => requestCancel(database, { runId })],
  ['rejected by a worker', (runId) => rejectQueuedRun(database, { runId, reason: 'No.', reasonCode: 'X' })],
  ['deleted', (id) => markRunsDeleted(database, { ids: [id] })],
  ['erased', (runId) => deleteRun(database, { runId })],
])('has FINISHED when its last waiting trial is %s', async (_how, leave) => {
  const sweepId = await launch({ betas: [1, 2] });
  const [first = '', second = ''] = await trialIds(sweepId);
  await leave(first);
  expect(await statusOf(sweepId)).toBe('ACTIVE');
  await leave(second);
  expect(await statusOf(sweepId)).toBe('FINISHED');
});

it('goes on when a waiting trial that was deleted is brought back', async () => {
  const sweepId = await launch({ betas: [1, 2] });
  const ids = await trialIds(sweepId);
  await markRunsDeleted(database, { ids });
  expect(await statusOf(sweepId)).toBe('FINISHED');
  await restoreRuns(database, { ids });
  expect(await statusOf(sweepId)).toBe('ACTIVE');
});

it('settles by housekeeping what slipped through, and raises no revision of what is in line', async () => {
  const [done, canceled, fine] = [await launch({ betas: [1] }), await launch({ betas: [2] }), await launch()];
  await database.pool.query(`UPDATE run SET status = 'FINISHED' WHERE sweep_id = $1`, [done]);
  await database.pool.query(`UPDATE sweep SET status = 'CANCELED' WHERE id = $1`, [canceled]);
  const { revision } = await getSweep(database, fine);
  expect((await settleSweeps(database)).toSorted()).toEqual([done, canceled].toSorted());
  expect(await settleSweeps(database)).toEqual([]);
  expect(await statusOf(done)).toBe('FINISHED');
  expect((await getSweep(database, canceled)).counts).toMatchObject({ CANCELED: 1, QUEUED: 0 });
  expect((await getSweep(database, fine)).revision).toBe(revision);
});
