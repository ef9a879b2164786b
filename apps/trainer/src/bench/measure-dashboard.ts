import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createQueuedRun, getRunDetail, requestCancel, setSetting } from '@laten/db';
import { createId, resolveConfig } from '@laten/shared';
import { type Environment, inheritedEnvironment } from '../env.ts';
import { openSession, type Session } from '../run/session.ts';
import { choosePort } from '../up/choose-port.ts';
import { seedManyRuns, seedTrainedRun } from './seed-runs.ts';

/**
 * Measures the dashboard as people meet it: started with `npm start` in a home of its own, looked at in a headless
 * Chromium. The browser's part is in apps/web/bench.
 */

const checkout = fileURLToPath(new URL('../../../../', import.meta.url));
const browserBench = path.join(checkout, 'apps/web/bench/browser-bench.ts');
const LONG_RUN = { name: '30 epochs', epochs: 30, everyStep: true };
const STARTS = 5;
const MANY_RUNS = 1_000;
/**
 * An hour of 20 points a second for each of 12 series, a second of it at a time, at most so many times as fast as it would
 * be: a page that has fallen 20,000 points behind rightly reads the whole anew, downsampled, and a machine that records
 * the hour as fast as it can puts it there.
 */
const HOUR = { seconds: 3_600, stepsPerSecond: 20, series: 12, fastForward: 50 };

/** DashboardFigures is all that is measured, as measured. */
export type DashboardFigures = {
  readonly startsMs: readonly number[];
  readonly scripts: { bytes: number; files: { path: string; bytes: number }[] };
  readonly run: Visits<{ drawnMs: number; charts: number }>[];
  readonly hover: { p95Ms: number; maxMs: number; frames: number; charts: number; lines: number };
  readonly latenciesMs: readonly number[];
  readonly heap: {
    beforeBytes: number;
    afterBytes: number;
    historyReads: number;
    newerReads: number;
    shownStep: number;
  };
  readonly list: Visits<{ interactiveMs: number; scroll: { p95Ms: number; maxMs: number } }>[];
};

/** The same page in a browser that has never seen Laten, and in the same browser again. */
type Visits<T> = { readonly first: T; readonly again: T };

/** measureDashboard measures everything, one after the other, and leaves nothing behind. */
export async function measureDashboard(
  environment: Environment,
  say: (line: string) => void,
): Promise<DashboardFigures> {
  const home = path.join(environment.home, 'bench-web');
  const own = { ...environment, home, databaseUrl: undefined };
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await symlink(path.join(environment.home, 'datasets'), path.join(home, 'datasets'));
  try {
    const longRunId = await prepareHome(own, say);
    say('starting it six times …');
    const startsMs: number[] = [];
    for (let i = 0; i <= STARTS; i++) startsMs.push(await measureStart(home, longRunId));
    const up = await startDashboard(home);
    try {
      return { startsMs: startsMs.slice(1), ...(await measureOpen({ own, up, longRunId, say })) };
    } finally {
      await up.stop();
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** One finished run, and no first training. */
async function prepareHome(environment: Environment, say: (line: string) => void): Promise<string> {
  const session = await openSession(environment, say);
  try {
    await setSetting(session.database, {
      key: 'first-training',
      value: { runId: createId(), begun: true },
    });
    const runId = await seedTrainedRun(session, LONG_RUN);
    await settle(session);
    return runId;
  } finally {
    await session.close();
  }
}

/** What Postgres would do by itself in the minute after so many rows, and beside a measurement, is done before it. */
async function settle({ database }: Session): Promise<void> {
  await database.pool.query('VACUUM ANALYZE');
  await database.pool.query('CHECKPOINT');
}

type Open = {
  readonly own: Environment;
  readonly up: Up;
  readonly longRunId: string;
  readonly say: (line: string) => void;
};

async function measureOpen({ own, up, longRunId, say }: Open): Promise<Omit<DashboardFigures, 'startsMs'>> {
  const input = { address: up.address, runId: longRunId };
  const session = await openSession(own, say);
  try {
    const scripts = await ask<DashboardFigures['scripts']>('scripts', input);
    const run = [];
    for (let i = 0; i < 5; i++) run.push(await ask<DashboardFigures['run'][number]>('run', input));
    const hover = await ask<DashboardFigures['hover']>('hover', input);
    say('training, and watching the page …');
    const latenciesMs = await measureLatency(session, up.address);
    say('logging an hour …');
    const heap = await measureHeap(session, up.address);
    say(`recording ${MANY_RUNS} runs …`);
    await seedManyRuns(session, MANY_RUNS);
    await settle(session);
    const list = [];
    for (let i = 0; i < 5; i++) list.push(await ask<DashboardFigures['list'][number]>('list', input));
    return { scripts, run, hover, latenciesMs, heap, list };
  } finally {
    await session.close();
  }
}

type Up = { readonly address: string; stop(): Promise<void> };

/** The browser waits first, so that its own start is not counted. */
async function measureStart(home: string, runId: string): Promise<number> {
  const { port } = await choosePort(undefined);
  const { child, result } = startBrowserBench<{ readyAtMs: number }>('start', {
    address: `http://127.0.0.1:${port}`,
    runId,
  });
  await once(child, 'message');
  const startedAtMs = Date.now();
  const up = spawnUp(home, port);
  try {
    return (await result).readyAtMs - startedAtMs;
  } finally {
    await up.stop();
  }
}

async function startDashboard(home: string): Promise<Up> {
  const { port } = await choosePort(undefined);
  const up = spawnUp(home, port);
  await up.printed(/Laten is up/);
  return { address: `http://127.0.0.1:${port}`, stop: up.stop };
}

function spawnUp(home: string, port: number) {
  const child = spawn('npm', ['--silent', 'start', '--', '--port', String(port)], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...inheritedEnvironment(), LATEN_HOME: home, DATABASE_URL: '' },
    // Its own group, so that one signal reaches npm and what it started, as Ctrl-C does.
    detached: true,
  });
  const exited = once(child, 'exit');
  const end = () => child.pid && process.kill(-child.pid, 'SIGINT');
  // A measurement that is broken off leaves no dashboard behind.
  process.once('exit', end);
  const lines = createInterface({ input: child.stdout });
  return {
    printed: (pattern: RegExp) =>
      new Promise<void>((resolve) => lines.on('line', (line) => pattern.test(line) && resolve())),
    stop: async () => {
      process.off('exit', end);
      end();
      await exited;
    },
  };
}

function startBrowserBench<T>(
  measure: string,
  input: { address: string; runId: string },
): { child: ChildProcess; result: Promise<T> } {
  const child = fork(browserBench, [measure, JSON.stringify(input)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const result = (async () => {
    const printed = child.stdout ? await text(child.stdout) : '';
    return JSON.parse(printed.trim().split('\n').at(-1) ?? '') as T;
  })();
  return { child, result };
}

function ask<T>(measure: string, input: { address: string; runId: string }): Promise<T> {
  return startBrowserBench<T>(measure, input).result;
}

/** A run of the reference model trains through the queue; when each step was logged stands in its points. */
async function measureLatency(session: Session, address: string): Promise<number[]> {
  const { database } = session;
  const config = resolveConfig({
    preset: 'fashion-mnist-conv',
    overrides: { epochs: 5 },
    defaultThreads: 2,
  });
  const runId = createId();
  await createQueuedRun(database, { runId, experiment: 'default', config, tags: [], note: '' });
  const { seen } = await ask<{ seen: { step: number; atMs: number }[] }>('latency', { address, runId });
  await endTraining(session, runId);
  const { rows } = await database.pool.query<{ step: number; loggedAtMs: number }>(
    `SELECT point.step, (EXTRACT(EPOCH FROM wall_time) * 1000)::float8 AS "loggedAtMs"
     FROM point JOIN series ON series.id = series_id WHERE run_id = $1 AND name = 'loss'`,
    [runId],
  );
  const loggedAtMs = new Map(rows.map((row) => [row.step, row.loggedAtMs]));
  return seen.flatMap(({ step, atMs }) => {
    const logged = loggedAtMs.get(step);
    return logged === undefined ? [] : [atMs - logged];
  });
}

/** What is measured next has the machine to itself. */
async function endTraining({ database }: Session, runId: string): Promise<void> {
  await requestCancel(database, { runId });
  while ((await getRunDetail(database, runId)).status === 'RUNNING') await delay(200);
}

async function measureHeap(session: Session, address: string): Promise<DashboardFigures['heap']> {
  const runId = createId();
  const totalSteps = HOUR.seconds * HOUR.stepsPerSecond;
  const progress = { step: 0, totalSteps, epoch: 0, totalEpochs: 1 };
  const config = resolveConfig({ preset: 'fashion-mnist-conv', overrides: { epochs: 1 }, defaultThreads: 2 });
  const attempt = await session.store.beginAttempt({
    runId,
    create: {
      name: 'an hour',
      experiment: 'default',
      config,
      configHash: 'a'.repeat(64),
      tags: [],
      note: '',
      environment: {},
    },
    keepThroughStep: null,
    supervisor: 'benchmark',
    progress,
  });
  const logSecond = async (second: number) => {
    await session.store.writePoints({ ...attempt, id: createId(), notify: true, ...pointsOfSecond(second) });
    if (second % 60 === 0)
      await session.store.beat({ ...attempt, progress: { ...progress, step: second * HOUR.stepsPerSecond } });
  };
  for (let second = 0; second < 10; second++) await logSecond(second);
  const { child, result } = startBrowserBench<DashboardFigures['heap']>('heap', { address, runId });
  await once(child, 'message');
  for (let second = 10; second < HOUR.seconds; second++)
    await Promise.all([logSecond(second), delay(1_000 / HOUR.fastForward)]);
  child.send({ lastStep: totalSteps });
  return result;
}

const HOUR_METRICS = [
  'loss',
  'reconstruction_loss',
  'kl_loss',
  'images_per_second',
  ...Array.from({ length: HOUR.series - 4 }, (_, i) => `val_kl_dimension/${i}`),
];

function pointsOfSecond(second: number) {
  const steps = Array.from({ length: HOUR.stepsPerSecond }, (_, i) => second * HOUR.stepsPerSecond + i + 1);
  const pairs = steps.flatMap((step) => HOUR_METRICS.map((_, series) => ({ step, series })));
  const nowMs = Date.now();
  return {
    names: HOUR_METRICS,
    series: pairs.map(({ series }) => series),
    steps: pairs.map(({ step }) => step),
    epochs: pairs.map(() => 1),
    values: pairs.map(
      ({ step, series }) => 250 + series + 100 * Math.exp(-step / 9_000) + Math.sin(step * 12.9898),
    ),
    wallTimesMs: pairs.map(() => nowMs),
  };
}
