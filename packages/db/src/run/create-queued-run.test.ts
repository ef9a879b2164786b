import { createId, resolveConfig } from '@laten/shared';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { newQueuedRun } from '../testing/queued-run.ts';
import { readWorkers } from '../worker/read-workers.ts';
import { createQueuedRun } from './create-queued-run.ts';
import { getRunDetail } from './get-run-detail.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const countJobs = async (runId: string) =>
  (await test.database.pool.query('SELECT FROM pgboss.job WHERE singleton_key = $1', [runId])).rowCount;

it('stores a waiting run and its job, named by what differs from its preset', async () => {
  const run = newQueuedRun({ config: { latentDim: 3 }, clonedFrom: createId() });
  expect(await createQueuedRun(test.database, run)).toEqual({ id: run.runId });
  expect(await getRunDetail(test.database, run.runId)).toMatchObject({
    status: 'QUEUED',
    name: 'tiny latentDim=3',
    experiment: 'default',
    attempt: 0,
    config: run.config,
    progress: { step: 0, epoch: 0, totalEpochs: run.config.epochs },
  });
  expect(await countJobs(run.runId)).toBe(1);
  expect((await readWorkers(test.database)).queue).toContain(run.runId);
  const [row] = (await test.database.pool.query('SELECT * FROM run WHERE id = $1', [run.runId])).rows;
  expect(row).toMatchObject({ cloned_from: run.clonedFrom, queued_at: expect.any(Date) });
});

it('makes one run of one id, however often and at once it arrives', async () => {
  const run = newQueuedRun();
  await Promise.all([1, 2, 3].map(() => createQueuedRun(test.database, run)));
  expect(await countJobs(run.runId)).toBe(1);
  expect((await getRunDetail(test.database, run.runId)).revision).toBe(0);
});

it('refuses the id of a run with another config', async () => {
  const run = newQueuedRun();
  await createQueuedRun(test.database, run);
  const config = resolveConfig({ preset: 'mlp', defaultThreads: 1 });
  await expect(createQueuedRun(test.database, { ...run, config })).rejects.toMatchObject({
    code: 'RUN_STATE',
  });
});

it('stores neither run nor job when one of them is refused', async () => {
  const run = newQueuedRun({ name: 'x'.repeat(121) });
  await expect(createQueuedRun(test.database, run)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  const unsent = newQueuedRun();
  const failing = {
    pool: test.database.pool,
    queue: Object.assign(Object.create(test.database.queue), {
      ready: async () => undefined,
      sendMany: async () => Promise.reject(new Error('no queue')),
    }),
  };
  await expect(createQueuedRun(failing, unsent)).rejects.toThrow('no queue');
  await expect(getRunDetail(test.database, unsent.runId)).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
});
