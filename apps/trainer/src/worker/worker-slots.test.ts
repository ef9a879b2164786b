import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  createPostgresRecordingStore,
  createQueuedRun,
  createSweep,
  type Database,
  getRunDetail,
  pauseSweep,
  readWorkers,
  requestCancel,
  requestWorkerResume,
  resumeSweep,
} from '@laten/db';
import {
  createTestDatabase,
  newQueuedRun,
  newSweep,
  newSweepSpec,
  type TestDatabase,
} from '@laten/db/testing';
import type { ConfigOverrides } from '@laten/shared';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Session } from '../run/session.ts';
import { createIdxFolder } from '../testing/idx-folder.ts';
import type { RunView } from '../view/run-view.ts';
import { startWorker, type Worker } from './start-worker.ts';
import type { WorkerOptions } from './worker-options.ts';

/** The slots of one worker: what they share, and when they take nothing. Native TensorFlow, a real database. */

let home: string;
let dataset: Awaited<ReturnType<typeof createIdxFolder>>;
let test: TestDatabase;
let database: Database;
let worker: Worker | undefined;
let lines: string[];
/** What happens to the runs, in order: `begin` and `end` with their names. */
let events: string[];

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'laten-slots-test-'));
  dataset = await createIdxFolder();
});
afterAll(async () => {
  await dataset.remove();
  await rm(home, { recursive: true, force: true });
});
beforeEach(async () => {
  test = await createTestDatabase();
  database = test.database;
  [lines, events] = [[], []];
});
afterEach(async () => {
  worker?.stop('SIGTERM');
  await worker?.ended;
  worker = undefined;
  await test.drop();
});

function start(options: Partial<WorkerOptions> = {}): Worker {
  const session: Session = {
    home,
    database,
    databaseUrl: test.url,
    store: createPostgresRecordingStore(database),
    close: async () => undefined,
  };
  const createView = async (_config: unknown, { runId }: { runId: string }): Promise<RunView> => ({
    progress: ({ type }) => {
      if (type === 'started') events.push(`begin ${runId}`);
    },
    warn: (message) => lines.push(message),
    end: () => events.push(`end ${runId}`),
  });
  worker = startWorker({
    session,
    arguments: ['worker'],
    createView,
    print: (line) => lines.push(line),
    ...options,
  });
  return worker;
}

async function queueTiny(config: ConfigOverrides = {}): Promise<string> {
  const tiny = { dataset: dataset.folder, limit: 8, batchSize: 4, ...config };
  return (await createQueuedRun(database, newQueuedRun({ config: tiny }))).id;
}
const statusOf = async (runId: string) => (await getRunDetail(database, runId)).status;
const readSlots = async () => (await readWorkers(database)).workers.toSorted((a, b) => a.slot - b.slot);

it('trains as many runs at once as it has slots, each with a row, and one over all cores alone', async () => {
  const endless = { epochs: 100_000 };
  const [first, second] = [await queueTiny(endless), await queueTiny(endless)];
  const wide = await queueTiny({ threads: 256 });
  start({ concurrency: 2, labels: ['lab'] });
  await expect.poll(() => events).toHaveLength(2);
  expect(await readSlots()).toMatchObject([
    { slot: 1, labels: ['lab'], state: 'working' },
    { slot: 2, labels: ['lab'], state: 'working' },
  ]);
  await requestCancel(database, { runId: first });
  const waits = expect.stringMatching(/^Waits for \d+ threads of /);
  await expect.poll(() => getRunDetail(database, wide)).toMatchObject({ status: 'QUEUED', reason: waits });
  await requestCancel(database, { runId: second });
  await expect.poll(() => statusOf(wide)).toBe('FINISHED');
  expect(events.slice(2)).toEqual([`end ${first}`, `end ${second}`, `begin ${wide}`, `end ${wide}`]);
});

it('hands back a trial when its sweep is paused, begins none, and goes on from the checkpoint when it is resumed', async () => {
  const overrides = { dataset: dataset.folder, limit: 8, batchSize: 1, epochs: 100_000 };
  const sweep = newSweep(newSweepSpec({ betas: [1, 2], base: { preset: 'tiny', overrides } }));
  await createSweep(database, sweep);
  start();
  await expect.poll(() => events).toHaveLength(1);
  await pauseSweep(database, sweep);
  await expect.poll(() => events).toHaveLength(2);
  const runId = events[0]?.split(' ')[1] ?? '';
  expect(await getRunDetail(database, runId)).toMatchObject({
    status: 'QUEUED',
    reason: 'Its sweep was paused. It goes on from its checkpoint.',
  });
  await resumeSweep(database, sweep);
  await expect.poll(() => events).toHaveLength(3);
  expect(events[2]).toBe(`begin ${runId}`);
  expect((await getRunDetail(database, runId)).attempt).toBe(2);
});

it('takes nothing while memory is short, says so once and in its row, and goes on when there is more', async () => {
  const memory = { freeBytes: 0 };
  const runId = await queueTiny();
  start({ readFreeBytes: async () => memory.freeBytes });
  const shortage = expect.stringContaining('0.0 GiB of memory are free');
  await expect.poll(readSlots).toMatchObject([{ state: 'stopped', stoppedReason: shortage }]);
  expect(await statusOf(runId)).toBe('QUEUED');
  memory.freeBytes = 2 ** 40;
  await expect.poll(() => statusOf(runId)).toBe('FINISHED');
  await expect.poll(readSlots).toMatchObject([{ state: 'idle', stoppedReason: null }]);
  expect(lines.filter((line) => line.includes('GiB'))).toEqual([shortage]);
  expect(lines).toContain('Takes runs again.');
});

it('stops after three failures in a row of the same cause, says so, and goes on when a person says so', async () => {
  const diverging = { learningRate: 10, epochs: 500 };
  for (const seed of [1, 2, 3]) await queueTiny({ ...diverging, seed });
  start();
  const stopped = {
    state: 'stopped',
    stoppedReason: expect.stringMatching(/NON_FINITE_LOSS.*workers resume/),
  };
  await expect.poll(readSlots, { timeout: 120_000 }).toMatchObject([stopped]);
  const next = await queueTiny();
  expect(await requestWorkerResume(database)).toHaveLength(1);
  await expect.poll(() => statusOf(next)).toBe('FINISHED');
  await expect.poll(readSlots).toMatchObject([{ state: 'idle', stoppedReason: null }]);
});

it('ends when nothing waits any more, if that is its end', async () => {
  const runIds = [await queueTiny(), await queueTiny({ seed: 2 }), await queueTiny({ seed: 3 })];
  expect(await start({ concurrency: 2, untilEmpty: true }).ended).toEqual({ stoppedReason: null });
  expect(await Promise.all(runIds.map(statusOf))).toEqual(['FINISHED', 'FINISHED', 'FINISHED']);
  expect(await readSlots()).toEqual([]);
});

it('does not end while a run waits that another worker has put off', async () => {
  const runId = await queueTiny();
  const job = await database.queue.take();
  if (job) await database.queue.postpone(job, 3_000);
  expect(await start({ untilEmpty: true }).ended).toEqual({ stoppedReason: null });
  expect(await statusOf(runId)).toBe('FINISHED');
});

it('ends, and says why, when all that waits is what it cannot train', async () => {
  const runId = await queueTiny({ dataset: '/nowhere' });
  const possible = await queueTiny();
  const { stoppedReason } = await start({ untilEmpty: true }).ended;
  expect(stoppedReason).toMatch(/^Ends, although 1 .*\/nowhere/s);
  expect(lines).toContain(stoppedReason);
  expect(await statusOf(possible)).toBe('FINISHED');
  expect((await readWorkers(database)).queue).toEqual([runId]);
});

it('ends, and says why, when it would wait for a person and nobody watches', async () => {
  for (const seed of [1, 2, 3, 4]) await queueTiny({ dataset: `/nowhere-${seed}` });
  const { stoppedReason } = await start({ untilEmpty: true }).ended;
  expect(stoppedReason).toMatch(/DATASET_MISSING.*nowhere-3.*start a worker again/s);
  expect((await readWorkers(database)).queue).toHaveLength(4);
});
