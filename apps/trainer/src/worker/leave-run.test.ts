import { createQueuedRun, getRunDetail, type RunJob, readWorkers, requestCancel } from '@laten/db';
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

it('leaves a run as it is that was canceled while it was being loaded', async () => {
  const job = await take();
  await requestCancel(test.database, job);
  await leave(job, new LatenError('RUN_STATE', 'A CANCELED run cannot claim.'));
  expect((await getRunDetail(test.database, job.runId)).status).toBe('CANCELED');
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
