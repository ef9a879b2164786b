import {
  createQueuedRun,
  getRunDetail,
  markRunsDeleted,
  queueRunAgain,
  type RunJob,
  readWorkers,
  requestCancel,
  resendLostJobs,
  restoreRuns,
} from '@laten/db';
import { createTestDatabase, newQueuedRun, type TestDatabase } from '@laten/db/testing';
import { type ErrorCode, LatenError } from '@laten/shared';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leaveRun } from './leave-run.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

async function take(): Promise<RunJob> {
  await createQueuedRun(test.database, newQueuedRun());
  const job = await test.database.queue.take();
  if (!job) throw new Error('a queued run is delivered');
  return job;
}

/** What is handed out now, to nobody who keeps it. */
async function takeAll(): Promise<string[]> {
  const runIds: string[] = [];
  for (let job = await test.database.queue.take(); job; job = await test.database.queue.take()) {
    runIds.push(job.runId);
    await test.database.queue.settle(job);
  }
  return runIds;
}

const leave = (job: RunJob, error: unknown, print: (line: string) => void = () => undefined) =>
  leaveRun({ database: test.database, job, error, print });

it.each<ErrorCode>(['BACKEND_MISSING', 'DATASET_MISSING', 'DATASET_CORRUPT'])(
  'lets a run wait, with the reason, for what this machine lacks: %s',
  async (code) => {
    const job = await take();
    const said: string[] = [];
    await leave(job, new LatenError(code, 'It is not here.'), (line) => said.push(line));
    expect(await getRunDetail(test.database, job.runId)).toMatchObject({
      status: 'QUEUED',
      reason: expect.stringMatching(/^Waits, .*It is not here\.$/),
    });
    expect(said).toEqual(['No training now: It is not here.']);
    expect(await test.database.queue.take()).toBeNull();
    expect((await readWorkers(test.database)).queue).toContain(job.runId);
  },
);

it.each<[unknown, string]>([
  [new LatenError('CHECKPOINT_UNUSABLE', 'The checkpoint is damaged.'), 'CHECKPOINT_UNUSABLE'],
  [new TypeError('x is not a function'), 'INTERNAL'],
])('fails a run that no worker can ever begin: %s', async (error, reasonCode) => {
  const job = await take();
  await leave(job, error);
  expect(await getRunDetail(test.database, job.runId)).toMatchObject({
    status: 'FAILED',
    reasonCode,
    reason: (error as Error).message,
    finishedAt: expect.any(Date),
  });
});

it('counts what has no name as a try that failed, and lets the run wait while it has tries left', async () => {
  const job = await take();
  await test.database.pool.query('UPDATE run SET most_failures = 1, failures = 0 WHERE id = $1', [job.runId]);
  const defect = new TypeError('x is not a function.');
  await leave(job, defect);
  expect(await getRunDetail(test.database, job.runId)).toMatchObject({
    status: 'QUEUED',
    failures: 1,
    reason: 'Could not begin: x is not a function. It is tried again.',
  });
  expect((await readWorkers(test.database)).queue).toContain(job.runId);
  await leave(job, defect);
  expect(await getRunDetail(test.database, job.runId)).toMatchObject({ status: 'FAILED', failures: 2 });
});

it('leaves a run as it is that was canceled while it was being loaded', async () => {
  const job = await take();
  await requestCancel(test.database, job);
  await leave(job, new LatenError('RUN_STATE', 'A CANCELED run cannot claim.'));
  expect((await getRunDetail(test.database, job.runId)).status).toBe('CANCELED');
});

const asItWas = { status: 'QUEUED', reason: null, reasonCode: null, finishedAt: null };

it.each<[string, LatenError]>([
  ['is not found any more', new LatenError('RUN_NOT_FOUND', 'No run has this id.')],
  ['is found and cannot be trained', new LatenError('CHECKPOINT_UNUSABLE', 'The checkpoint is damaged.')],
  ['waits for what this machine lacks', new LatenError('DATASET_MISSING', 'It is not here.')],
])('leaves a deleted run as it is, so that its return is to be trained, when it %s', async (_how, error) => {
  const job = await take();
  await markRunsDeleted(test.database, { ids: [job.runId] });
  await leave(job, error);
  await restoreRuns(test.database, { ids: [job.runId] });
  expect(await getRunDetail(test.database, job.runId)).toMatchObject(asItWas);
  await resendLostJobs(test.database);
  expect((await readWorkers(test.database)).queue).toContain(job.runId);
});

it('delivers a run at once that was canceled and queued again while it was being loaded', async () => {
  const job = await take();
  await requestCancel(test.database, job);
  await queueRunAgain(test.database, { runId: job.runId, epochs: 20 });
  await leave(job, new LatenError('RUN_STATE', 'It was changed elsewhere.'));
  expect(await getRunDetail(test.database, job.runId)).toMatchObject(asItWas);
  expect(await takeAll()).toContain(job.runId);
});

it('gives a run back at once when the worker was stopped before it began', async () => {
  const job = await take();
  await leave(job, new LatenError('INTERRUPTED', 'Stopped before the training began.'));
  expect(await test.database.queue.take()).toMatchObject({ runId: job.runId });
});

it('changes nothing while the database is away', async () => {
  const job = await take();
  await leave(job, new LatenError('DATABASE_UNREACHABLE', 'The database is away.'));
  expect(await getRunDetail(test.database, job.runId)).toMatchObject({ status: 'QUEUED', reason: null });
});
