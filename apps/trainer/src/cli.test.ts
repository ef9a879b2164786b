import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createQueuedRun } from '@laten/db';
import { createTestDatabase, newQueuedRun, type TestDatabase } from '@laten/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from './exit-codes.ts';
import { createIdxFolder, idxLabels } from './testing/idx-folder.ts';
import { testHome } from './testing/test-home.ts';

/** The command line as a program sees it: real processes, a real database, real images of an unusual size. */

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));

let database: TestDatabase;
let dataset: Awaited<ReturnType<typeof createIdxFolder>>;

beforeAll(async () => {
  database = await createTestDatabase();
  dataset = await createIdxFolder();
});
afterAll(async () => {
  await database.drop();
  await dataset.remove();
});

type Started = {
  child: ReturnType<typeof spawn>;
  ended: Promise<{ code: number; stdout: string; stderr: string }>;
};

function start(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [cli, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LATEN_HOME: testHome, DATABASE_URL: database.url, ...environment },
  });
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1))),
  ]).then(([stdout, stderr, code]) => ({ code, stdout, stderr }));
  return { child, ended };
}

const laten = (...words: string[]) => start(words).ended;
const tiny = () => ['--preset', 'tiny', '--dataset', dataset.folder, '--limit', '8', '--batch-size', '3'];
const jsonLines = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

async function trainTiny(...words: string[]): Promise<string> {
  const { stdout } = await laten('train', ...tiny(), '--epochs', '1', '--json', ...words);
  return jsonLines(stdout).at(-1).id;
}

describe('train --json', () => {
  it('prints JSON lines only; the last has id, status and the last value of each metric', async () => {
    const { code, stdout } = await laten('train', ...tiny(), '--epochs', '2', '--json');
    expect(code).toBe(exitCodes.ok);
    const lines = jsonLines(stdout);
    expect(lines.map(({ type }) => type)).toEqual([
      'started',
      'step',
      'step',
      'step',
      'epoch',
      'step',
      'step',
      'step',
      'epoch',
      'run',
    ]);
    expect(lines.at(-1)).toMatchObject({
      type: 'run',
      status: 'FINISHED',
      id: expect.stringMatching(/^[0-9a-z]{16}$/),
    });
    expect(lines.at(-1).metrics.val_nelbo).toBe(lines.at(-2).metrics.val_nelbo);
    expect(lines.at(-1).metrics.loss).toBeGreaterThan(0);
  });
});

describe('runs', () => {
  it('list prints one array, newest first; show prints what was trained', async () => {
    const id = await trainTiny(
      '--name',
      'first',
      '--tag',
      'a',
      '--tag',
      'b',
      '--note',
      'hello',
      '--set',
      'beta=4',
      '--seed',
      '7',
    );
    const newer = await trainTiny('--name', 'second');
    const list = JSON.parse((await laten('runs', 'list', '--json')).stdout) as { id: string }[];
    expect(list.slice(0, 2).map((run) => run.id)).toEqual([newer, id]);

    const run = JSON.parse((await laten('runs', 'show', id.slice(0, 15), '--json')).stdout);
    expect(run).toMatchObject({
      id,
      name: 'first',
      status: 'FINISHED',
      attempt: 1,
      tags: ['a', 'b'],
      note: 'hello',
    });
    expect(run.config).toMatchObject({ preset: 'tiny', beta: 4, seed: 7, limit: 8, dataset: dataset.folder });
    expect(run.summary.loss).toMatchObject({
      n: 3,
      bestStep: expect.any(Number),
      min: expect.any(Number),
      max: expect.any(Number),
    });
    expect(run.summary.val_nelbo.best).toBe(run.summary.val_nelbo.last);
    const checkpoint = run.artifacts.find((artifact: { kind: string }) => artifact.kind === 'checkpoint');
    expect(checkpoint).toMatchObject({
      name: 'checkpoint.zip',
      step: 3,
      epoch: 1,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(checkpoint.sizeBytes).toBeGreaterThan(1000);
    expect(run.environment).toMatchObject({
      dataset: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      threads: expect.any(Number),
    });
    expect(run.environment.commandLine).toContain('--tag a');
    expect(run.durationMs).toBeGreaterThan(0);
  });

  it('cancel ends a queued run at once, and refuses one that has ended', async () => {
    const config = { dataset: dataset.folder, limit: 8 };
    const { id } = await createQueuedRun(database.database, newQueuedRun({ config }));
    expect(await laten('runs', 'cancel', id.slice(0, 15))).toMatchObject({
      code: exitCodes.ok,
      stdout: expect.stringContaining(`Canceled run ${id}`),
    });
    expect(await laten('runs', 'cancel', id)).toMatchObject({
      code: exitCodes.run,
      stderr: expect.stringContaining('is CANCELED; there is nothing to cancel'),
    });
  });

  it('cancel asks a training in another terminal to stop; it keeps a checkpoint', async () => {
    const { child, ended } = start(['train', ...tiny(), '--epochs', '100000', '--json']);
    let id = '';
    for await (const text of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      const line = JSON.parse(text);
      if (line.type === 'started') id = line.id;
      if (line.type === 'epoch') break;
    }
    child.stdout?.resume();
    expect((await laten('runs', 'cancel', id)).stdout).toContain(`./laten resume ${id}`);
    expect((await ended).code).toBe(exitCodes.canceledOnRequest);
    const run = JSON.parse((await laten('runs', 'show', id, '--json')).stdout);
    expect(run).toMatchObject({ status: 'CANCELED', reason: 'canceled on request' });
    const checkpoints = run.artifacts.filter((artifact: { kind: string }) => artifact.kind === 'checkpoint');
    expect(checkpoints.at(-1).step).toBe(run.progress.step);
  });

  it('rename and delete do what they say; a deleted run is gone', async () => {
    const id = await trainTiny();
    expect((await laten('runs', 'rename', id, 'better name')).code).toBe(exitCodes.ok);
    expect(JSON.parse((await laten('runs', 'show', id, '--json')).stdout).name).toBe('better name');
    const deleted = await laten('runs', 'delete', id);
    expect(deleted.stdout).toMatch(/Deleted run .*artifacts.*freed/);
    expect(await laten('runs', 'show', id)).toMatchObject({
      code: exitCodes.run,
      stderr: expect.stringContaining(id),
    });
  });
});

describe('Ctrl-C and resume', () => {
  it('leaves a CANCELED run with a checkpoint; resume finishes it; more epochs train it further', async () => {
    const { child, ended } = start(['train', ...tiny(), '--epochs', '100000', '--json']);
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      if (JSON.parse(line).type === 'epoch') break;
    }
    child.kill('SIGINT');
    expect((await ended).code).toBe(exitCodes.interrupted);
    const [run] = JSON.parse((await laten('runs', 'list', '--json')).stdout);
    expect(run).toMatchObject({ status: 'CANCELED' });

    const done = run.progress.epoch + 1;
    const resumed = await laten('resume', run.id, '--epochs', String(done), '--json');
    expect(resumed.code).toBe(exitCodes.ok);
    expect(jsonLines(resumed.stdout).at(-1)).toMatchObject({ id: run.id, status: 'FINISHED' });
    const again = await laten('resume', run.id);
    expect(again).toMatchObject({
      code: exitCodes.run,
      stderr: expect.stringContaining(`--epochs ${done + 5}`),
    });
  });
});

describe('what may happen to a run from outside', () => {
  it('a reader of the output that goes away costs nothing', async () => {
    const { child, ended } = start(['train', ...tiny(), '--epochs', '3', '--name', 'unread', '--json']);
    const unread = ended.catch(() => undefined);
    for await (const _line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) break;
    child.stdout?.destroy();
    await new Promise((resolve) => child.once('close', resolve));
    await unread;
    const [run] = JSON.parse((await laten('runs', 'list', '--json')).stdout);
    expect(run).toMatchObject({ name: 'unread', status: 'FINISHED', progress: { epoch: 3 } });
  });

  it('death after its last checkpoint: resume brings it to its end', async () => {
    const id = await trainTiny();
    await database.database.pool.query(`UPDATE run SET status = 'CRASHED' WHERE id = $1`, [id]);
    const resumed = await laten('resume', id, '--json');
    expect(resumed.code).toBe(exitCodes.ok);
    expect(jsonLines(resumed.stdout).at(-1)).toMatchObject({ id, status: 'FINISHED' });
  });

  it('other images under the same name: resume is refused, and the run stays as it was', async () => {
    const own = await createIdxFolder();
    const id = await trainTiny('--dataset', own.folder);
    await writeFile(path.join(own.folder, 'train-labels-idx1-ubyte'), idxLabels([2, 2, 2, 2, 2, 2, 2, 2]));
    const resumed = await laten('resume', id, '--epochs', '2');
    expect(resumed).toMatchObject({
      code: exitCodes.dataset,
      stderr: expect.stringContaining('have changed since'),
    });
    expect(JSON.parse((await laten('runs', 'show', id, '--json')).stdout)).toMatchObject({
      status: 'FINISHED',
      attempt: 1,
    });
    await own.remove();
  });
});

describe('bad input', () => {
  it.each([
    [
      'an unknown flag',
      ['train', '--epoch', '3'],
      exitCodes.usage,
      /unknown option '--epoch'[\s\S]*--epochs/,
    ],
    [
      'an unknown preset',
      ['train', '--preset', 'resnet'],
      exitCodes.usage,
      /resnet[\s\S]*fashion-mnist-conv, mlp, tiny/,
    ],
    [
      'an unknown key',
      ['train', '--set', 'latentdim=3'],
      exitCodes.usage,
      /"latentdim" is not a config key; did you mean "latentDim"/,
    ],
    [
      'a value out of range',
      ['train', '--beta', '-1'],
      exitCodes.usage,
      /beta: "-1" is refused\. The least is 0/,
    ],
    [
      'a setting without code behind it',
      ['train', '--set', 'likelihood=gaussian'],
      exitCodes.usage,
      /not yet built/,
    ],
    [
      'an unknown dataset',
      ['train', '--dataset', 'cifar10'],
      exitCodes.dataset,
      /cifar10"[\s\S]*fashion-mnist/,
    ],
    ['an unknown run', ['runs', 'show', '0000000000000000'], exitCodes.run, /0000000000000000/],
    ['something that is no id', ['runs', 'show', '../etc'], exitCodes.usage, /not a run id/],
    ['an unknown command', ['trian'], exitCodes.usage, /unknown command 'trian'/],
    [
      'a name that is too long',
      ['train', '--name', 'x'.repeat(121)],
      exitCodes.usage,
      /has 121 characters.*the most 120/,
    ],
    ['a port that is none', ['up', '--port', '99999'], exitCodes.usage, /99999/],
    ['a host that others reach', ['up', '--host', '0.0.0.0'], exitCodes.usage, /no sign-in/],
    ['an unknown benchmark', ['bench', 'speed'], exitCodes.usage, /train, memory, log, ingest, read, start/],
  ])('%s', async (_what, words, code, message) => {
    const result = await laten(...words);
    expect(result.stderr).toMatch(message);
    expect(result).toMatchObject({ code, stdout: '' });
  });

  it('a prefix that matches two runs names them', async () => {
    const [first, second] = [await trainTiny(), await trainTiny()];
    const shared = [...first].findIndex((character, i) => character !== second[i]);
    const result = await laten('runs', 'show', first.slice(0, Math.max(2, shared)));
    expect(result).toMatchObject({ code: exitCodes.run, stderr: expect.stringMatching(/matches \d+ runs/) });
    expect(result.stderr).toContain('Give more characters');
  });

  it('a database that is unreachable: the code, and never the password', async () => {
    const url = 'postgresql://laten:hunter2@127.0.0.1:9/laten';
    const result = await start(['runs', 'list'], { DATABASE_URL: url }).ended;
    expect(result.code).toBe(exitCodes.database);
    expect(result.stderr).toMatch(/127\.0\.0\.1:9/);
    expect(result.stderr).not.toContain('hunter2');
  });

  it('a malformed DATABASE_URL', async () => {
    const result = await start(['runs', 'list'], { DATABASE_URL: 'mysql://x' }).ended;
    expect(result).toMatchObject({ code: exitCodes.usage, stderr: expect.stringContaining('DATABASE_URL') });
  });
});
