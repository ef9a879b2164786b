import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { listSweeps } from '@laten/db';
import { createTestDatabase, type TestDatabase } from '@laten/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../exit-codes.ts';
import { createIdxFolder } from '../testing/idx-folder.ts';
import { testHome } from '../testing/test-home.ts';

/** Sweeps as a program sees them: real processes, a real database, native TensorFlow, real images of an unusual size. */

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

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

function start(...words: string[]) {
  const child = spawn(process.execPath, [cli, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LATEN_HOME: testHome, DATABASE_URL: database.url },
  });
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1))),
  ]).then(([stdout, stderr, code]) => ({ code, stdout, stderr }));
  return { child, ended };
}

const tiny = () => [
  '--set',
  'preset=tiny',
  '--set',
  `dataset=${dataset.folder}`,
  '--set',
  'batchSize=4',
  '--limit',
  '8',
];
const sweepTiny = (...words: string[]) => ['sweep', ...tiny(), '--set', 'beta=1,2', ...words];
const jsonLines = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('sweep --json', () => {
  it('trains all trials here when nobody else does, and ends with the sweep', async () => {
    const { code, stdout } = await start(
      ...sweepTiny('--seeds', '2', '--epochs', '1', '--name', 'mine', '--note', 'why', '--json'),
    ).ended;
    const lines = jsonLines(stdout);
    expect(lines[0]).toMatchObject({
      type: 'sweep-started',
      name: 'mine',
      created: true,
      trials: 4,
      method: 'grid',
    });
    const finished = lines.filter(({ type, status }) => type === 'trial' && status === 'FINISHED');
    expect(finished.map(({ trial }) => trial).toSorted()).toEqual([0, 1, 2, 3]);
    const last = lines.at(-1);
    expect(last).toMatchObject({
      type: 'sweep',
      id: lines[0].id,
      status: 'FINISHED',
      trials: { FINISHED: 4, QUEUED: 0 },
    });
    const best = finished.toSorted((a, b) => a.value - b.value)[0];
    expect(last.best).toMatchObject({
      run: best.run,
      trial: best.trial,
      metric: 'val_nelbo',
      value: best.value,
    });
    expect(code).toBe(exitCodes.ok);
  });
});

describe('a folder that only the trainer can count', () => {
  it('is refused before anything is queued when a trial wants more images than it has', async () => {
    const words = ['preset=tiny', `dataset=${dataset.folder}`, 'limit=8,9'].flatMap((set) => ['--set', set]);
    const { code, stderr } = await start('sweep', ...words, '--json').ended;
    expect(stderr).toContain(`limit: 9 is refused. ${dataset.folder} has 8 training images.`);
    expect(code).toBe(exitCodes.usage);
    const { sweeps } = await listSweeps(database.database, { limit: 10 });
    expect(sweeps.filter(({ spec }) => 'limit' in spec.parameters)).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  it('hands the trials back, and leaves the sweep as it is', async () => {
    const { child, ended } = start(...sweepTiny('--epochs', '100000', '--json'));
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      if (JSON.parse(line).status === 'RUNNING') break;
    }
    child.stdout?.resume();
    child.kill('SIGINT');
    const { code } = await ended;
    expect(code).toBe(exitCodes.interrupted);
    const { sweeps } = await listSweeps(database.database, { limit: 1 });
    expect(sweeps[0]).toMatchObject({ status: 'ACTIVE', counts: { QUEUED: 2, RUNNING: 0 } });
  });
});
