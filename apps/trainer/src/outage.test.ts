import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import {
  createQueuedRun,
  type Database,
  getRunDetail,
  openDatabase,
  readWorkers,
  requestCancel,
} from '@laten/db';
import { acquireDatabase, type DatabaseLease, stopEmbedded } from '@laten/db/embedded';
import { newQueuedRun } from '@laten/db/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exitCodes } from './exit-codes.ts';
import { createIdxFolder } from './testing/idx-folder.ts';
import { startWorkerProcess } from './testing/worker-process.ts';

/** Postgres goes away under a running training: a real server of a home of its own, stopped and started again. */

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));

let home: string;
let dataset: Awaited<ReturnType<typeof createIdxFolder>>;
let lease: DatabaseLease;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'laten-outage-test-'));
  // As root the server runs as another user, who must be able to reach its folder.
  await chmod(home, 0o755);
  dataset = await createIdxFolder();
  lease = await acquireDatabase({ home });
});

afterEach(async () => {
  await stopEmbedded({ home, force: true });
  await lease.release();
  await dataset.remove();
  await rm(home, { recursive: true, force: true });
});

function laten(...words: string[]) {
  const { DATABASE_URL: _none, ...environment } = process.env;
  const child = spawn(process.execPath, [cli, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, LATEN_HOME: home },
  });
  const lines = createInterface({ input: child.stdout });
  const stderr = text(child.stderr);
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  return { child, lines, stderr, ended };
}

const train = (epochs: number) =>
  laten(
    'train',
    '--preset',
    'tiny',
    '--dataset',
    dataset.folder,
    '--limit',
    '8',
    '--batch-size',
    '1',
    '--epochs',
    String(epochs),
    '--json',
  );

type Line = { type: string; id?: string; message?: string; status?: string; recorded?: string };

/** The next line that is wanted; the lines after it stay for the next call. */
async function nextLine(lines: AsyncIterator<string>, wanted: (line: Line) => boolean): Promise<Line> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error('the process ended before the line that was waited for');
    const line = JSON.parse(value) as Line;
    if (wanted(line)) return line;
  }
}

const iterate = (lines: Interface) => lines[Symbol.asyncIterator]();
const warns = (words: string) => (line: Line) =>
  line.type === 'warning' && line.message?.includes(words) === true;

async function show(runId: string) {
  const { lines, ended } = laten('runs', 'show', runId, '--json');
  const { value } = await iterate(lines).next();
  await ended;
  return JSON.parse(value ?? '');
}

it('goes on while Postgres is away, and has every point when it is back', async () => {
  const { child, lines, ended } = train(100_000);
  const output = iterate(lines);
  const started = await nextLine(output, ({ type }) => type === 'started');
  await nextLine(output, ({ type }) => type === 'epoch');
  await stopEmbedded({ home, force: true });
  await nextLine(output, warns('database is away'));
  await nextLine(output, ({ type }) => type === 'epoch');
  const again = await acquireDatabase({ home });
  await nextLine(output, warns('database is back'));
  await nextLine(output, ({ type }) => type === 'epoch');
  child.kill('SIGINT');
  expect(await nextLine(output, ({ type }) => type === 'run')).toMatchObject({
    status: 'CANCELED',
    recorded: 'recorded',
  });
  expect(await ended).toBe(exitCodes.interrupted);

  const run = await show(started.id ?? '');
  expect(run.status).toBe('CANCELED');
  expect(run.summary.loss.n).toBe(run.progress.step);
  expect(run.summary.loss.lastStep).toBe(run.progress.step);
  expect(run.summary.val_nelbo.n).toBe(run.progress.epoch);
  await again.release();
});

it('leaves a file when it must end while Postgres is away, and the next command completes the run', async () => {
  const { lines, ended } = train(12);
  const output = iterate(lines);
  const started = await nextLine(output, ({ type }) => type === 'started');
  await nextLine(output, ({ type }) => type === 'epoch');
  await stopEmbedded({ home, force: true });
  expect(await nextLine(output, ({ type }) => type === 'run')).toMatchObject({
    status: 'FINISHED',
    recorded: 'spooled',
  });
  expect(await ended).toBe(exitCodes.ok);

  const listing = laten('runs', 'list');
  await listing.ended;
  expect(await listing.stderr).toMatch(/Wrote \d+ points of run/);
  const run = await show(started.id ?? '');
  expect(run).toMatchObject({ status: 'FINISHED', progress: { step: 96, epoch: 12 } });
  expect(run.summary.loss.n).toBe(96);
  expect(run.summary.val_nelbo.n).toBe(12);
  expect(
    run.artifacts.filter((artifact: { name: string }) => artifact.name === 'reconstructions.png'),
  ).toHaveLength(12);
});

it('a restart of Postgres ends no run of a worker, and the worker is there again', async () => {
  const worker = startWorkerProcess({ LATEN_HOME: home });
  const waiting = await openDatabase({ url: lease.url });
  await expect.poll(async () => readWorkersOrNone(waiting)).toHaveLength(1);
  const config = { dataset: dataset.folder, limit: 8, batchSize: 1, epochs: 100_000 };
  const { id } = await createQueuedRun(waiting, newQueuedRun({ config }));
  await worker.until(({ type }) => type === 'epoch');
  await waiting.close();
  await stopEmbedded({ home, force: true });
  await worker.until(({ message }) => message?.includes('database is away') === true);
  const again = await acquireDatabase({ home });
  await worker.until(({ message }) => message?.includes('database is back') === true);
  const database = await openDatabase({ url: again.url });
  await expect.poll(() => readRunOfHeardWorker(database)).toBe(id);
  expect(await getRunDetail(database, id)).toMatchObject({ status: 'RUNNING', attempt: 1 });
  await requestCancel(database, { runId: id });
  expect(await worker.until(({ type }) => type === 'run')).toMatchObject({ id, status: 'CANCELED' });
  await worker.end();
  await database.close();
  await again.release();
});

/** The tables come with the worker's start. */
async function readWorkersOrNone(database: Database) {
  return (await readWorkers(database).catch(() => null))?.workers ?? [];
}

/** The row of a worker outlives the restart: that it is there again is known by a beat since then. */
async function readRunOfHeardWorker({ pool }: Database): Promise<string | undefined> {
  const { rows } = await pool.query<{ runId: string }>(
    'SELECT run_id AS "runId" FROM worker WHERE heartbeat_at > pg_postmaster_start_time()',
  );
  return rows[0]?.runId;
}
