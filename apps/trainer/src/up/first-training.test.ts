import { deleteRun, getRunDetail, getSetting, readWorkers, setSetting } from '@laten/db';
import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { queueFirstTraining } from './first-training.ts';

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

const queue = async () => (await readWorkers(test.database)).queue;

it('queues the reference model for 5 epochs on all images, once per database', async () => {
  await queueFirstTraining(test.database);
  await queueFirstTraining(test.database);
  const [runId, ...others] = await queue();
  expect(others).toEqual([]);
  expect(await getRunDetail(test.database, runId ?? '')).toMatchObject({
    status: 'QUEUED',
    tags: ['first run'],
    config: { preset: 'fashion-mnist-conv', epochs: 5, limit: null },
  });
});

it('never queues it again after it was deleted', async () => {
  await queueFirstTraining(test.database);
  const [runId = ''] = await queue();
  await deleteRun(test.database, { runId });
  await queueFirstTraining(test.database);
  expect(await queue()).toEqual([]);
});

it('does not queue anew a run that was queued but never marked', async () => {
  await queueFirstTraining(test.database);
  const [runId] = await queue();
  const key = 'first-training';
  await setSetting(test.database, { key, value: { runId: runId ?? '', begun: false } });
  await queueFirstTraining(test.database);
  expect(await queue()).toEqual([runId]);
  expect(await getSetting(test.database, key)).toEqual({ runId, begun: true });
});
