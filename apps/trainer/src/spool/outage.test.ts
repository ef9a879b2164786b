import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import {
  createPostgresRecordingStore,
  type Database,
  getRunDetail,
  migrateDatabase,
  openDatabase,
} from '@laten/db';
import { acquireDatabase, type DatabaseLease, stopEmbedded } from '@laten/db/embedded';
import { createRunRecorder, type RunRecorder } from '@laten/shared';
import { newRunStart } from '@laten/shared/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inheritedEnvironment } from '../env.ts';
import { createIdxFolder, idxImages, idxLabels } from '../testing/idx-folder.ts';
import { testConfig } from '../testing/supervised.ts';
import { createRunLog } from '../train/run-log.ts';
import { createSupervisor } from '../train/supervise-run.ts';
import { spawnTrainingChild } from '../train/training-child.ts';
import { openLeftFile } from './left-spool.ts';
import { openSpoolFile, spoolFolder } from './spool-file.ts';
import { listSpoolFiles } from './testing/leave-spool.ts';

/** Postgres goes away under a real training that may keep next to nothing in memory. */

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

/** An epoch is long enough for points to be what there is most of. */
const IMAGES = 400;

let home: string;
let dataset: Awaited<ReturnType<typeof createIdxFolder>>;
let lease: DatabaseLease;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'laten-spool-outage-'));
  // As root the server runs as another user, who must be able to reach its folder.
  await chmod(home, 0o755);
  const [images, labels] = [idxImages(IMAGES, 6, 5, (i) => i % 256), idxLabels(new Array(IMAGES).fill(1))];
  dataset = await createIdxFolder({ 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels });
  lease = await acquireDatabase({ home });
});

afterEach(async () => {
  await stopEmbedded({ home, force: true });
  await lease.release();
  await dataset.remove();
  await rm(home, { recursive: true, force: true });
});

/** A training that only ends when it is told to. */
const endless = () => ({ dataset: dataset.folder, limit: IMAGES, batchSize: 1, epochs: 100_000 });

function superviseTraining(recorder: RunRecorder) {
  const config = testConfig(endless());
  return createSupervisor({
    config,
    home,
    checkpoint: null,
    recorder,
    log: createRunLog({ now: () => new Date() }),
    beginChild: (handlers) =>
      spawnTrainingChild({ config, environment: inheritedEnvironment(), ...handlers }),
    describeStart: () => newRunStart(),
    firstArtifacts: [],
    onProgress: () => undefined,
  });
}

/** Each step once: as many as the last one's number. */
async function countLoss({ pool }: Database): Promise<{ points: number; lastStep: number }> {
  const { rows } = await pool.query<{ points: number; lastStep: number }>(
    `SELECT count(*)::int AS points, max(step) AS "lastStep"
     FROM point JOIN series ON series.id = point.series_id WHERE name = 'loss'`,
  );
  return rows[0] ?? { points: 0, lastStep: 0 };
}

it('keeps on disk what memory has no room for, and every point is there once when Postgres is back', async () => {
  const memory = { points: 2_000, artifactBytes: 4 * 2 ** 20 };
  await migrateDatabase({ url: lease.url });
  const database = await openDatabase({ url: lease.url });
  const warnings: string[] = [];
  const recorder = createRunRecorder({
    store: createPostgresRecordingStore(database),
    warn: (message) => warnings.push(message),
    openSpool: (attempt) => openSpoolFile({ home, address: database.address, attempt }),
    spillIntervalMs: 50,
    memory,
  });
  const supervisor = superviseTraining(recorder);
  const ended = supervisor.run();
  await expect
    .poll(() => countLoss(database))
    .toMatchObject({ points: expect.any(Number), lastStep: expect.any(Number) });
  await stopEmbedded({ home, force: true });
  await expect
    .poll(() => recorder.stats().spooledPoints, { timeout: 120_000 })
    .toBeGreaterThan(2 * memory.points);
  expect(await listSpoolFiles(home)).toEqual([expect.stringMatching(/\.open$/)]);

  const again = await acquireDatabase({ home });
  await expect
    .poll(() => recorder.stats(), { timeout: 120_000 })
    .toMatchObject({ storeAway: false, spooledPoints: 0 });
  supervisor.stop({ kind: 'cancel', reason: 'enough' });
  const { outcome, recorded } = await ended;
  expect({ status: outcome.status, recorded }).toEqual({ status: 'CANCELED', recorded: 'recorded' });
  expect(recorder.stats()).toMatchObject({ refusedPoints: 0, refusedArtifacts: 0, waitingPoints: 0 });
  expect(warnings).toHaveLength(2);
  const { step } = outcome.progress;
  expect(await countLoss(database)).toEqual({ points: step, lastStep: step });
  expect(await listSpoolFiles(home)).toEqual([]);
  await database.close();
  await again.release();
});

function laten(...words: string[]) {
  const { DATABASE_URL: _none, ...environment } = process.env;
  const child = spawn(process.execPath, [cli, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, LATEN_HOME: home },
  });
  return { child, lines: createInterface({ input: child.stdout }), stderr: text(child.stderr) };
}

/** Points of the loss that are in the file of the process that lives. */
async function countSpooled(): Promise<number> {
  const [name] = await listSpoolFiles(home);
  const left = name === undefined ? null : await openLeftFile(path.join(spoolFolder(home), name));
  let points = 0;
  for await (const entry of left?.entries ?? []) {
    if (entry.kind !== 'points') continue;
    const loss = entry.columns.names.indexOf('loss');
    points += entry.columns.series.filter((series) => series === loss).length;
  }
  await left?.close();
  return points;
}

it('the next command writes what a process that was killed in an outage had on disk', async () => {
  const settings = Object.entries(endless()).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const training = laten('train', '--preset', 'tiny', ...settings, '--json');
  let runId = '';
  for await (const line of training.lines) {
    const event = JSON.parse(line);
    if (event.type === 'started') runId = event.id;
    if (event.type === 'epoch') break;
  }
  training.child.stdout.resume();
  await stopEmbedded({ home, force: true });
  await expect.poll(countSpooled).toBeGreaterThan(500);
  const spooled = await countSpooled();
  training.child.kill('SIGKILL');
  await training.stderr;

  const listing = laten('runs', 'list');
  expect(await listing.stderr).toMatch(new RegExp(`Wrote \\d+ points of run ${runId}`));
  expect(await listSpoolFiles(home)).toEqual([]);
  const again = await acquireDatabase({ home });
  const database = await openDatabase({ url: again.url });
  const { points, lastStep } = await countLoss(database);
  expect(points).toBe(lastStep);
  expect(points).toBeGreaterThan(spooled);
  expect(await getRunDetail(database, runId)).toMatchObject({ attempt: 1 });
  await database.close();
  await again.release();
});
