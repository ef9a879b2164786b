import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createQueuedRun, type Database, getRunDetail, readWorkers } from '@laten/db';
import { createTestDatabase, newQueuedRun, type TestDatabase } from '@laten/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIdxFolder } from '../testing/idx-folder.ts';
import { startWorkerProcess, type WorkerProcess } from '../testing/worker-process.ts';

/**
 * Two workers, each in a network namespace of its own: neither reaches the other, nor anything else, over a network. All that
 * leads out is a socket file to Postgres, so what one hands on to the other can only go through the database.
 */

const IN_A_NAMESPACE = ['unshare', '--map-root-user', '--net'];
const canHaveNamespaces = spawnSync('unshare', ['--map-root-user', '--net', 'true']).status === 0;

let folder: string;
let dataset: Awaited<ReturnType<typeof createIdxFolder>>;
let test: TestDatabase;
let database: Database;
let server: Server;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'laten-net-'));
  dataset = await createIdxFolder();
  test = await createTestDatabase();
  database = test.database;
  server = await openSocketFile(path.join(folder, '.s.PGSQL.5432'), Number(new URL(test.url).port));
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.end()));
  server.close();
  await test.drop();
  await dataset.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Passes what comes through a socket file on to a port of this machine. */
async function openSocketFile(file: string, port: number): Promise<Server> {
  const passing = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    for (const socket of [client, target]) socket.on('error', () => undefined);
    client.pipe(target).pipe(client);
    client.once('close', () => target.destroy());
    target.once('close', () => client.destroy());
  });
  passing.listen(file);
  await once(passing, 'listening');
  return passing;
}

function startWorker(name: string): WorkerProcess {
  const url = new URL(test.url);
  url.host = 'localhost:5432';
  url.searchParams.set('host', folder);
  const environment = { LATEN_HOME: path.join(folder, name), DATABASE_URL: url.href };
  const worker = startWorkerProcess(environment, { through: IN_A_NAMESPACE });
  workers.push(worker);
  return worker;
}

async function queueTiny(): Promise<string> {
  const config = { dataset: dataset.folder, limit: 8, batchSize: 1, deterministic: true, epochs: 12 };
  return (await createQueuedRun(database, newQueuedRun({ config }))).id;
}

async function curves(runId: string): Promise<unknown> {
  const { rows } = await database.pool.query(
    `SELECT name, step, value FROM point JOIN series ON series.id = series_id
     WHERE run_id = $1 AND name <> 'images_per_second' AND NOT starts_with(name, 'system/') ORDER BY name, step`,
    [runId],
  );
  return rows;
}

const isType = (type: string) => (line: { type: string }) => line.type === type;

it.runIf(canHaveNamespaces)('a worker goes on with the trial of one that it has no network to', async () => {
  const [undisturbed, killed] = [await queueTiny(), await queueTiny()];
  const first = startWorker('first');
  await first.until((line) => line.type === 'run' && line.id === undisturbed);
  await first.until(isType('epoch'));
  await first.end('SIGKILL');
  const second = startWorker('second');
  expect(await second.until(isType('started'))).toMatchObject({ id: killed, attempt: 2 });
  expect(await second.until(isType('run'))).toMatchObject({ id: killed, status: 'FINISHED' });
  expect((await getRunDetail(database, killed)).progress.epoch).toBe(12);
  expect(await curves(killed)).toEqual(await curves(undisturbed));
  expect((await readWorkers(database)).workers).toHaveLength(1);
});
