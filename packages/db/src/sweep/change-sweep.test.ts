import { growSpec, planTrials, type SweepSpec } from '@laten/shared';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { resendLostJobs } from '../queue/resend-lost-jobs.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createQueuedRun } from '../run/create-queued-run.ts';
import { getRunDetail } from '../run/get-run-detail.ts';
import { markRunsDeleted } from '../run/mark-runs-deleted.ts';
import { purgeDeletedRuns } from '../run/purge-deleted-runs.ts';
import { queueRunAgain } from '../run/queue-run-again.ts';
import { requestCancel } from '../run/request-cancel.ts';
import { restoreRuns } from '../run/restore-runs.ts';
import {
  createTestDatabase,
  newQueuedRun,
  newSweep,
  newSweepSpec,
  type TestDatabase,
} from '../testing/index.ts';
import { beginTrial, endTrial } from '../testing/run-trials.ts';
import { addTrials } from './add-trials.ts';
import { cancelSweep } from './cancel-sweep.ts';
import { createSweep } from './create-sweep.ts';
import { deleteSweep } from './delete-sweep.ts';
import { getSweep } from './get-sweep.ts';
import { pauseSweep } from './pause-sweep.ts';
import { restoreSweep } from './restore-sweep.ts';
import { resumeSweep } from './resume-sweep.ts';
import { retryFailedTrials } from './retry-failed-trials.ts';
import { setSweepPriority } from './set-sweep-priority.ts';
import { updateSweepTexts } from './update-sweep-texts.ts';

let test: TestDatabase;
let database: Database;
beforeEach(async () => {
  await test?.drop();
  test = await createTestDatabase();
  database = test.database;
});
afterAll(() => test.drop());

const launch = async (spec: Partial<SweepSpec> = {}) =>
  (await createSweep(database, newSweep(newSweepSpec(spec)))).id;
const begin = () => beginTrial(database);
const requests = (attempt: { runId: string; attempt: number }) =>
  createPostgresRecordingStore(database).readRequests(attempt);
const countJobs = async () =>
  (await database.pool.query(`SELECT FROM pgboss.job WHERE state < 'active'`)).rowCount;
const trialsOf = (sweepId: string) =>
  database.prisma.run.findMany({ where: { sweepId }, orderBy: { trial: 'asc' } });

it('pauses: no job is left, who trains is asked to hand back, and what is handed back waits', async () => {
  const sweepId = await launch();
  const running = await begin();
  await pauseSweep(database, { sweepId });
  expect(await getSweep(database, sweepId)).toMatchObject({
    status: 'PAUSED',
    reasonCode: 'PAUSED_BY_PERSON',
  });
  expect(await requests(running)).toEqual({ cancelRequested: false, pauseRequested: true });
  await endTrial(database, running, { end: 'handedBack' });
  expect(await resendLostJobs(database)).toBe(0);
  expect(await countJobs()).toBe(0);
  expect((await getSweep(database, sweepId)).counts).toMatchObject({ QUEUED: 4, RUNNING: 0 });
  await expect(pauseSweep(database, { sweepId })).rejects.toMatchObject({ code: 'SWEEP_STATE' });
});

it('refuses a trial of a paused sweep whose job a worker holds already', async () => {
  const sweepId = await launch();
  const job = await database.queue.take();
  await pauseSweep(database, { sweepId });
  const start = {
    runId: job?.runId ?? '',
    keepThroughStep: null,
    supervisor: 'lab:1',
    by: 'worker',
  } as const;
  const progress = { step: 0, totalSteps: 0, epoch: 0, totalEpochs: 0 };
  await expect(
    createPostgresRecordingStore(database).beginAttempt({ ...start, progress }),
  ).rejects.toMatchObject({ code: 'RUN_STATE', message: expect.stringContaining('PAUSED') });
  if (job) await database.queue.postpone(job, 0);
  expect(await database.queue.take()).toBeNull();
});

it('resumes: all that waits is delivered, what was begun first', async () => {
  const sweepId = await launch();
  const running = await begin();
  await pauseSweep(database, { sweepId });
  await endTrial(database, running, { end: 'handedBack' });
  await resumeSweep(database, { sweepId });
  expect(await getSweep(database, sweepId)).toMatchObject({
    status: 'ACTIVE',
    reason: null,
    reasonCode: null,
  });
  expect(await countJobs()).toBe(4);
  expect(await begin()).toEqual({ ...running, attempt: 2 });
  await expect(resumeSweep(database, { sweepId })).rejects.toMatchObject({ code: 'SWEEP_STATE' });
});

it('has a sweep FINISHED that is resumed when its last trial had ended while it was paused', async () => {
  const sweepId = await launch({ parameters: { beta: { kind: 'value', value: 1 } } });
  const running = await begin();
  await pauseSweep(database, { sweepId });
  await endTrial(database, running);
  expect((await getSweep(database, sweepId)).status).toBe('PAUSED');
  await resumeSweep(database, { sweepId });
  expect(await getSweep(database, sweepId)).toMatchObject({
    status: 'FINISHED',
    finishedAt: expect.any(Date),
  });
});

it('cancels now: what waits is CANCELED without a job, what runs is asked to stop', async () => {
  const sweepId = await launch();
  const running = await begin();
  await cancelSweep(database, { sweepId, mode: 'now' });
  const canceled = { status: 'CANCELED', reasonCode: 'CANCELED_NOW', finishedAt: expect.any(Date) };
  expect(await getSweep(database, sweepId)).toMatchObject({
    ...canceled,
    counts: { CANCELED: 3, RUNNING: 1 },
  });
  expect(await countJobs()).toBe(0);
  expect(await requests(running)).toMatchObject({ cancelRequested: true });
  await endTrial(database, running, { end: 'canceled' });
  expect(await getSweep(database, sweepId)).toMatchObject({ ...canceled, counts: { CANCELED: 4 } });
  await expect(cancelSweep(database, { sweepId, mode: 'now' })).rejects.toMatchObject({
    code: 'SWEEP_STATE',
  });
});

it.each(['finished', 'handedBack'] as const)(
  'cancels after the running trials: one that runs is let be, and is %s',
  async (end) => {
    const sweepId = await launch();
    const running = await begin();
    await cancelSweep(database, { sweepId, mode: 'after-running' });
    expect(await requests(running)).toMatchObject({ cancelRequested: false, pauseRequested: false });
    await endTrial(database, running, { end });
    const { status, reasonCode, counts } = await getSweep(database, sweepId);
    expect({ status, reasonCode }).toEqual({ status: 'CANCELED', reasonCode: 'CANCELED_AFTER_RUNNING' });
    expect(counts).toMatchObject(
      end === 'finished' ? { FINISHED: 1, CANCELED: 3 } : { CANCELED: 4, QUEUED: 0 },
    );
    expect(await countJobs()).toBe(0);
  },
);

it('lets exactly the failed trials wait again, with all their tries, and goes on', async () => {
  const sweepId = await launch({ retries: { failed: 0, lost: 1 } });
  for (const end of ['failed', 'killed', 'finished', 'finished'] as const)
    await endTrial(database, await begin(), { end });
  expect(await getSweep(database, sweepId)).toMatchObject({
    status: 'FINISHED',
    counts: { FAILED: 1, CRASHED: 1, FINISHED: 2 },
  });
  const [failed, killed] = await trialsOf(sweepId);
  expect([failed?.failures, failed?.lostWorkers, killed?.failures, killed?.lostWorkers]).toEqual([
    1, 0, 0, 1,
  ]);
  const retried = await retryFailedTrials(database, { sweepId });
  expect(retried.toSorted()).toEqual([failed?.id, killed?.id].toSorted());
  expect(await getSweep(database, sweepId)).toMatchObject({ status: 'ACTIVE', finishedAt: null });
  expect((await trialsOf(sweepId))[0]).toMatchObject({
    status: 'QUEUED',
    failures: 0,
    reason: null,
    finishedAt: null,
  });
  expect(await countJobs()).toBe(2);
  expect(await retryFailedTrials(database, { sweepId })).toEqual([]);
});

it('goes on when one trial of an ended sweep is queued again, and stays paused when it was', async () => {
  const sweepId = await launch();
  await cancelSweep(database, { sweepId, mode: 'now' });
  const [first, second] = await trialsOf(sweepId);
  await queueRunAgain(database, { runId: first?.id ?? '' });
  expect((await getSweep(database, sweepId)).status).toBe('ACTIVE');
  expect((await begin()).runId).toBe(first?.id);
  await pauseSweep(database, { sweepId });
  await queueRunAgain(database, { runId: second?.id ?? '' });
  expect((await getSweep(database, sweepId)).status).toBe('PAUSED');
  expect(await countJobs()).toBe(0);
});

it('adds trials behind those that are there, once, and refuses what does not follow on them', async () => {
  const sweepId = await launch();
  for (let i = 0; i < 4; i++) await endTrial(database, await begin());
  const { spec } = await getSweep(database, sweepId);
  const grown = growSpec(spec, { trials: 4 });
  const trials = planTrials(grown, { from: 4, to: 8 }, { defaultThreads: 1 });
  const adding = await Promise.allSettled(
    [1, 2].map(() => addTrials(database, { sweepId, spec: grown, trials })),
  );
  expect(adding.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await getSweep(database, sweepId)).toMatchObject({
    status: 'ACTIVE',
    spec: { seeds: 2 },
    counts: { FINISHED: 4, QUEUED: 4 },
  });
  expect((await trialsOf(sweepId)).map(({ trial }) => trial)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  await expect(addTrials(database, { sweepId, spec: grown, trials })).rejects.toMatchObject({
    code: 'SWEEP_STATE',
  });
});

it('takes what has the higher priority first, then what has begun, then the oldest, whatever its labels', async () => {
  const low = await launch();
  const single = (await createQueuedRun(database, newQueuedRun())).id;
  const labeled = await createSweep(database, newSweep(newSweepSpec({ labels: ['gpu'], betas: [1, 2] })));
  await setSweepPriority(database, { sweepId: low, priority: -5 });
  await setSweepPriority(database, { sweepId: labeled.id, priority: 5 });
  const next = async () => {
    const job = await database.queue.take({ labels: ['gpu'] });
    return job && ((await getRunDetail(database, job.runId)).sweepId ?? job.runId);
  };
  expect([await next(), await next(), await next(), await next()]).toEqual([
    labeled.id,
    labeled.id,
    single,
    low,
  ]);
  await expect(setSweepPriority(database, { sweepId: low, priority: 101 })).rejects.toThrow(/-100 to 100/);
});

it('renames and notes a sweep, and does not overwrite what was edited elsewhere', async () => {
  const sweepId = await launch();
  const { revision } = await getSweep(database, sweepId);
  await updateSweepTexts(database, { sweepId, name: 'β', note: 'one' });
  expect(await getSweep(database, sweepId)).toMatchObject({ name: 'β', note: 'one', revision: revision + 1 });
  await expect(updateSweepTexts(database, { sweepId, note: 'two', expectedNote: '' })).rejects.toMatchObject({
    code: 'EDIT_CONFLICT',
  });
  await expect(updateSweepTexts(database, { sweepId, name: '' })).rejects.toMatchObject({
    code: 'LIMIT_EXCEEDED',
  });
});

it('deletes a sweep with its trials, brings just those back, and purges both', async () => {
  const sweepId = await launch();
  const [first] = await trialsOf(sweepId);
  await markRunsDeleted(database, { ids: [first?.id ?? ''] });
  await deleteSweep(database, { sweepId });
  await expect(getSweep(database, sweepId)).rejects.toMatchObject({ code: 'SWEEP_NOT_FOUND' });
  expect(await countJobs()).toBe(0);
  await restoreSweep(database, { sweepId });
  expect(await getSweep(database, sweepId)).toMatchObject({ status: 'ACTIVE', counts: { QUEUED: 3 } });
  expect(await countJobs()).toBe(3);
  await deleteSweep(database, { sweepId });
  expect((await purgeDeletedRuns(database, { olderThanMs: 0 })).runs).toBe(4);
  expect(await database.prisma.sweep.count()).toBe(0);
  await expect(restoreSweep(database, { sweepId })).rejects.toMatchObject({ code: 'SWEEP_NOT_FOUND' });
});

it('does not delete a sweep while a trial is running', async () => {
  const sweepId = await launch();
  await begin();
  await expect(deleteSweep(database, { sweepId })).rejects.toThrow(/1 of its trials is running. Cancel/);
  expect((await getSweep(database, sweepId)).counts).toMatchObject({ RUNNING: 1, QUEUED: 3 });
});

it('brings a deleted sweep back with one of its trials', async () => {
  const sweepId = await launch();
  const [first] = await trialsOf(sweepId);
  await deleteSweep(database, { sweepId });
  await restoreRuns(database, { ids: [first?.id ?? ''] });
  expect((await getSweep(database, sweepId)).counts).toMatchObject({ QUEUED: 1 });
});

it('lets canceling sweeps, ending trials and canceled trials at once through, none waiting for the other', async () => {
  const sweepId = await launch({ seeds: 5 });
  const running = await Promise.all(Array.from({ length: 6 }, begin));
  const waiting = (await trialsOf(sweepId)).filter(({ status }) => status === 'QUEUED').map(({ id }) => id);
  await Promise.all([
    ...running.map((attempt) => endTrial(database, attempt)),
    ...waiting.slice(0, 6).map((runId) => requestCancel(database, { runId }).catch(() => null)),
    markRunsDeleted(database, { ids: waiting.slice(6, 9) }),
    cancelSweep(database, { sweepId, mode: 'now' }),
  ]);
  const { status, counts } = await getSweep(database, sweepId);
  expect(status).toBe('CANCELED');
  expect(counts).toMatchObject({ QUEUED: 0, RUNNING: 0 });
});
