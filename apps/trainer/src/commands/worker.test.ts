import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createQueuedRun, getRunDetail, readWorkers } from '@laten/db';
import { createTestDatabase, newQueuedRun, type TestDatabase } from '@laten/db/testing';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { exitCodes } from '../exit-codes.ts';
import { createIdxFolder } from '../testing/idx-folder.ts';
import { parseConcurrency, parseLabels } from './worker.ts';

/** `./laten worker` as it is: a process that is started by words and ended by signals. */

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

let home: string;
let dataset: Awaited<ReturnType<typeof createIdxFolder>>;
let test: TestDatabase;
const started: Started[] = [];
beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'laten-worker-command-test-'));
  dataset = await createIdxFolder();
  test = await createTestDatabase();
});
afterAll(async () => {
  await test.drop();
  await dataset.remove();
  await rm(home, { recursive: true, force: true });
});

afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all(started.splice(0).map(({ code }) => code));
});

type Started = {
  child: ChildProcess;
  output: Promise<string>;
  errors: Promise<string>;
  code: Promise<number | null>;
};

function startLaten(words: readonly string[], databaseUrl = test.url): Started {
  const child = spawn(process.execPath, [cli, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LATEN_HOME: home, DATABASE_URL: databaseUrl },
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const command = { child, output: text(child.stdout), errors: text(child.stderr), code };
  started.push(command);
  return command;
}
const queueTiny = async (epochs: number) => {
  const config = { dataset: dataset.folder, limit: 8, batchSize: 1, epochs };
  return (await createQueuedRun(test.database, newQueuedRun({ config }))).id;
};

it('hands back what it trains when it is told to end, and leaves no row and no process behind', async () => {
  const runId = await queueTiny(100_000);
  const readEpoch = async () => (await getRunDetail(test.database, runId)).progress.epoch;
  const worker = startLaten(['worker', '--concurrency', '2', '--labels', 'gpu,lab2']);
  await expect.poll(readEpoch, { timeout: 120_000 }).toBeGreaterThan(0);
  const slots = (await readWorkers(test.database)).workers.toSorted((a, b) => a.slot - b.slot);
  expect(slots).toMatchObject([
    { slot: 1, labels: ['gpu', 'lab2'] },
    { slot: 2, labels: ['gpu', 'lab2'] },
  ]);
  worker.child.kill('SIGTERM');
  expect(await worker.code).toBe(exitCodes.ok);
  expect(await worker.output).toMatch(/with the labels gpu, lab2[\s\S]*Training .*[\s\S]*QUEUED after/);
  const after = await getRunDetail(test.database, runId);
  expect(after).toMatchObject({ status: 'QUEUED', reason: expect.stringContaining('was stopped (SIGTERM)') });
  expect(
    after.artifacts.find(({ kind, step }) => kind === 'checkpoint' && step === after.progress.step),
  ).toBeDefined();
  expect((await readWorkers(test.database)).workers).toEqual([]);
});

it('leaves the tables of others as they are: it refuses those of an older and of a newer Laten', async () => {
  const empty = await createTestDatabase({ empty: true });
  const older = startLaten(['worker'], empty.url);
  expect(await older.code).toBe(exitCodes.database);
  expect(await older.errors).toMatch(/older Laten.*\n?/);
  const { rows } = await empty.database.pool.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  expect(rows).toEqual([]);
  await empty.drop();

  const ahead = await createTestDatabase();
  await ahead.database.pool.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ('x', 'x', '99991231000000_later', now(), 1)`,
  );
  const newer = startLaten(['worker'], ahead.url);
  expect(await newer.code).toBe(exitCodes.databaseNewer);
  expect(await newer.errors).toMatch(/99991231000000_later/);
  await ahead.drop();
});

it.each(['0', '1.5', 'all', '-1', '257', ''])('refuses --concurrency %s', (typed) => {
  expect(() => parseConcurrency(typed)).toThrow(/whole number from 1 to 256/);
});

it.each([
  ['a b', /"a b" is no label/],
  ['gpu,', /"" is no label/],
  [Array.from({ length: 17 }, (_, i) => `l${i}`).join(','), /17 labels. The most is 16/],
])('refuses --labels %s', (typed, words) => {
  expect(() => parseLabels(typed)).toThrow(words);
});

it('reads labels in any order, each once', () => {
  expect(parseLabels('lab2, gpu,lab2')).toEqual(['gpu', 'lab2']);
  expect(parseLabels(undefined)).toEqual([]);
});
