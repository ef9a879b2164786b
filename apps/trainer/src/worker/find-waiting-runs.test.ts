import os from 'node:os';
import { beatWorker, createQueuedRun, createSweep, type Database, pauseSweep } from '@laten/db';
import {
  createTestDatabase,
  newQueuedRun,
  newSweep,
  newSweepSpec,
  newWorkerBeat,
  type TestDatabase,
} from '@laten/db/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findWaitingRuns } from './find-waiting-runs.ts';

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

const queueRun = async (database: Database) => (await createQueuedRun(database, newQueuedRun())).id;
const here = { host: os.hostname(), pid: process.pid };

it.each<[string, (database: Database) => Promise<unknown>, number]>([
  ['nothing is queued', async () => undefined, 0],
  ['a run is queued', queueRun, 1],
  [
    'a run was put off',
    async (database) => {
      await queueRun(database);
      const job = await database.queue.take();
      if (job) await database.queue.postpone(job, 60_000);
    },
    1,
  ],
  [
    'another process has it in its hands',
    async (database) => beatWorker(database, newWorkerBeat({ runId: await queueRun(database) })),
    0,
  ],
  [
    'the row of a place of this process still names it',
    async (database) => beatWorker(database, newWorkerBeat({ ...here, runId: await queueRun(database) })),
    1,
  ],
  [
    'trials ask for a label that it has',
    async (database) => createSweep(database, newSweep(newSweepSpec({ betas: [1, 2], labels: ['lab'] }))),
    2,
  ],
  [
    'trials ask for another label',
    async (database) => createSweep(database, newSweep(newSweepSpec({ labels: ['gpu', 'lab'] }))),
    0,
  ],
  [
    'the sweep is paused',
    async (database) => {
      const sweep = newSweep();
      await createSweep(database, sweep);
      await pauseSweep(database, sweep);
    },
    0,
  ],
])('when %s', async (_what, prepare, waiting) => {
  await prepare(test.database);
  expect(await findWaitingRuns(test.database, ['lab'])).toHaveLength(waiting);
});
