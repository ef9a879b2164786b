import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  createQueuedRun,
  createReaper,
  createSweep,
  type Database,
  getRunDetail,
  getSweep,
  queueRunAgain,
  readWorkers,
  requestCancel,
} from '@laten/db';
import {
  createTestDatabase,
  newQueuedRun,
  newSweep,
  newSweepSpec,
  type TestDatabase,
} from '@laten/db/testing';
import type { ConfigOverrides, RunConfig } from '@laten/shared';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { isGoneHere } from '../run/supervisor-name.ts';
import { createIdxFolder } from '../testing/idx-folder.ts';
import { startWorkerProcess, type WorkerProcess } from '../testing/worker-process.ts';

/** Workers as they are: processes of their own, native TensorFlow, a real database, images of an unusual size. */

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

let home: string;
let dataset: Awaited<ReturnType<typeof createIdxFolder>>;
let test: TestDatabase;
let database: Database;
let workers: WorkerProcess[] = [];

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'laten-worker-test-'));
  dataset = await createIdxFolder();
});
afterAll(async () => {
  await dataset.remove();
  await rm(home, { recursive: true, force: true });
});
beforeEach(async () => {
  test = await createTestDatabase();
  database = test.database;
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.end()));
  workers = [];
  await test.drop();
});

function startWorker(options: { home?: string; concurrency?: number } = {}): WorkerProcess {
  const worker = startWorkerProcess({ LATEN_HOME: options.home ?? home, DATABASE_URL: test.url }, options);
  workers.push(worker);
  return worker;
}

async function queueTiny(config: ConfigOverrides = {}): Promise<string> {
  const tiny = { dataset: dataset.folder, limit: 8, batchSize: 1, deterministic: true, ...config };
  return (await createQueuedRun(database, newQueuedRun({ config: tiny }))).id;
}

const detail = (runId: string) => getRunDetail(database, runId);
const statusOf = async (runId: string) => (await detail(runId)).status;
const isType = (type: string) => (line: { type: string }) => line.type === type;

/** Series but those of the machine, as text that two equal curves share. */
async function curves(runId: string): Promise<string> {
  const { rows } = await database.pool.query(
    `SELECT name, step, value FROM point JOIN series ON series.id = series_id
     WHERE run_id = $1 AND name <> 'images_per_second' AND NOT starts_with(name, 'system/') ORDER BY name, step`,
    [runId],
  );
  return JSON.stringify(rows);
}

it('trains what is queued, records where, and says who trains', async () => {
  const runId = await queueTiny({ epochs: 300 });
  const worker = startWorker();
  await worker.until(isType('epoch'));
  const { workers: listed, queue } = await readWorkers(database);
  expect(listed).toMatchObject([
    { host: os.hostname(), pid: worker.child.pid, run: { id: runId }, alive: true },
  ]);
  expect(queue).toEqual([]);
  expect(await detail(runId)).toMatchObject({
    status: 'RUNNING',
    environment: { hostname: os.hostname(), commandLine: './laten up', dataset: { name: dataset.folder } },
  });
  await requestCancel(database, { runId });
  expect(await worker.until(isType('run'))).toMatchObject({ id: runId, status: 'CANCELED' });
  expect(await statusOf(runId)).toBe('CANCELED');
  await expect.poll(async () => (await readWorkers(database)).workers[0]?.run).toBeNull();
});

it('goes on, on another worker, with the run of a worker that was killed, with the very same curve', async () => {
  const [undisturbed, killed] = [await queueTiny({ epochs: 12 }), await queueTiny({ epochs: 12 })];
  const first = startWorker();
  await first.until((line) => line.type === 'run' && line.id === undisturbed);
  await first.until(isType('epoch'));
  await first.end('SIGKILL');
  expect(await statusOf(killed)).toBe('RUNNING');
  const second = startWorker();
  expect(await second.until(isType('started'))).toMatchObject({ id: killed, attempt: 2 });
  expect(await second.until(isType('run'))).toMatchObject({ id: killed, status: 'FINISHED' });
  const [row] = (await database.pool.query('SELECT lost_workers FROM run WHERE id = $1', [killed])).rows;
  expect(row).toEqual({ lost_workers: 1 });
  expect(await curves(killed)).toBe(await curves(undisturbed));
  expect((await readWorkers(database)).workers).toMatchObject([{ pid: second.child.pid }]);
});

it('hands back what it trains when it is stopped, and another worker picks it up', async () => {
  const runId = await queueTiny({ epochs: 2_000 });
  const first = startWorker();
  await first.until(isType('epoch'));
  await first.end('SIGTERM');
  const waiting = await readWorkers(database);
  expect(waiting).toMatchObject({ workers: [], queue: [runId] });
  expect(await detail(runId)).toMatchObject({
    status: 'QUEUED',
    reason: expect.stringContaining('was stopped (SIGTERM)'),
  });
  const second = startWorker();
  expect(await second.until(isType('started'))).toMatchObject({ id: runId, attempt: 2 });
  await requestCancel(database, { runId });
  await second.until(isType('run'));
  expect((await detail(runId)).summary.loss?.n).toBe((await detail(runId)).progress.step);
});

it('goes on from where a cancel stopped it when it is queued again', async () => {
  const runId = await queueTiny({ epochs: 2_000 });
  const worker = startWorker();
  await worker.until(isType('epoch'));
  await requestCancel(database, { runId });
  await worker.until(isType('run'));
  const { epoch, step } = (await detail(runId)).progress;
  await queueRunAgain(database, { runId, epochs: epoch + 1 });
  expect(await worker.until(isType('run'))).toMatchObject({ id: runId, status: 'FINISHED' });
  const after = await detail(runId);
  expect(after.attempt).toBe(2);
  expect(after.progress).toMatchObject({ epoch: epoch + 1, step: (epoch + 1) * 8 });
  expect(after.progress.step).toBeGreaterThanOrEqual(step);
  expect(after.summary.loss?.n).toBe(after.progress.step);
});

it('shares the runs with another worker, and neither trains one of the other', async () => {
  const runIds = await Promise.all([1, 2, 3, 4].map((seed) => queueTiny({ seed, epochs: 5 })));
  const [first, second] = [startWorker(), startWorker()];
  await Promise.all([first.until(isType('run')), second.until(isType('run'))]);
  for (const runId of runIds) {
    await expect.poll(() => statusOf(runId), { timeout: 60_000 }).toBe('FINISHED');
    expect(await detail(runId)).toMatchObject({ attempt: 1, summary: { loss: { n: 5 * 8 } } });
  }
});

it('shares a sweep with a worker of another home, which goes on with the very curve of a trial when the other is killed', async () => {
  const spec = newSweepSpec({
    betas: [0.5, 1],
    seeds: 2,
    base: {
      preset: 'tiny',
      overrides: { dataset: dataset.folder, limit: 8, batchSize: 1, epochs: 12, deterministic: true },
    },
  });
  const { sweepId, ...sweep } = newSweep(spec);
  await createSweep(database, { sweepId, ...sweep });
  const otherHome = await mkdtemp(path.join(os.tmpdir(), 'laten-worker-test-other-'));
  const [killed, other] = [startWorker(), startWorker({ home: otherHome })];
  const { id: lost = '' } = await killed.until(isType('started'));
  await Promise.all([killed.until(isType('epoch')), other.until(isType('epoch'))]);
  await killed.end('SIGKILL');
  await other.until((line) => line.type === 'started' && line.id === lost && line.attempt === 2);
  while ((await getSweep(database, sweepId)).status !== 'FINISHED') await other.until(isType('run'));

  const trials = await database.pool.query<{ id: string; config: RunConfig; attempt: number }>(
    'SELECT id, config, attempt FROM run WHERE sweep_id = $1 ORDER BY trial',
    [sweepId],
  );
  expect(trials.rows.map(({ attempt }) => attempt).toSorted()).toEqual([1, 1, 1, 2]);
  const config = trials.rows.find(({ id }) => id === lost)?.config;
  const undisturbed = (await createQueuedRun(database, newQueuedRun({ config }))).id;
  await other.until((line) => line.type === 'run' && line.id === undisturbed);
  expect(await curves(lost)).toBe(await curves(undisturbed));
  await other.end();
  await rm(otherHome, { recursive: true, force: true });
});

it('lets a run wait that it cannot train, says why, and trains the next one', async () => {
  const [impossible, possible] = [await queueTiny({ dataset: '/nowhere' }), await queueTiny()];
  const worker = startWorker();
  expect(await worker.until(isType('run'))).toMatchObject({ id: possible, status: 'FINISHED' });
  expect(await detail(impossible)).toMatchObject({
    status: 'QUEUED',
    attempt: 0,
    reason: expect.stringMatching(/^Waits, because .* cannot train it: .*\/nowhere/s),
  });
});

it('takes neither a canceled nor a deleted run', async () => {
  const [canceled, deleted, last] = [await queueTiny(), await queueTiny(), await queueTiny()];
  await requestCancel(database, { runId: canceled });
  await database.pool.query('UPDATE run SET deleted_at = now() WHERE id = $1', [deleted]);
  const worker = startWorker();
  expect(await worker.until(isType('run'))).toMatchObject({ id: last });
  expect(await detail(canceled)).toMatchObject({ status: 'CANCELED', attempt: 0 });
});

it('takes a killed training of a terminal for crashed', async () => {
  const words = [
    'train',
    '--preset',
    'tiny',
    '--dataset',
    dataset.folder,
    '--limit',
    '8',
    '--epochs',
    '9999',
  ];
  const child = spawn(process.execPath, [cli, ...words, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LATEN_HOME: home, DATABASE_URL: test.url },
  });
  let runId = '';
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text);
    if (line.type === 'started') runId = line.id;
    if (line.type === 'epoch') break;
  }
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
  const reaper = createReaper(database, { isGone: isGoneHere });
  await reaper.tick();
  await reaper.tick();
  expect(await detail(runId)).toMatchObject({
    status: 'CRASHED',
    reason: expect.stringContaining(`resume ${runId}`),
  });
});
