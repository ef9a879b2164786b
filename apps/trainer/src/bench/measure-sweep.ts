import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createSweep, type Database } from '@laten/db';
import { createId, planTrials, readSweepSpec } from '@laten/shared';
import { type Environment, inheritedEnvironment } from '../env.ts';
import { openSession } from '../run/session.ts';

/**
 * Measures the sweep engine as people use it: `./laten sweep` against the same trials one after another as `./laten train`,
 * in blocks that take turns, in a home of its own. What a trial costs beside its steps is read from the sweep's rows.
 */

const launcher = fileURLToPath(new URL('../../../../laten', import.meta.url));
const BLOCKS = 3;
const TRIALS_OF_A_BLOCK = 8;
const EPOCHS = '3';
const LIMIT = '6000';
const MANY_TRIALS = 1_000;

/** SweepFigures is all that is measured, as measured. */
export type SweepFigures = {
  readonly blocks: readonly { sweepMs: number; trainMs: number }[];
  readonly trials: readonly TrialCost[];
  readonly createMs: number;
  readonly claimsMs: readonly number[];
};

/**
 * TrialCost is what a trial costs beside its steps, ms: until its first step; the last epoch's evaluation, which is work that
 * any training has; and from that, its last point, until its place takes another trial.
 */
type TrialCost = {
  readonly claimToFirstStepMs: number;
  readonly evaluationMs: number;
  readonly lastPointToNextClaimMs: number | null;
};

/** measureSweep measures everything, one after the other, and leaves nothing behind. */
export async function measureSweep(
  environment: Environment,
  say: (line: string) => void,
): Promise<SweepFigures> {
  const home = path.join(environment.home, 'bench-sweep');
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await symlink(path.join(environment.home, 'datasets'), path.join(home, 'datasets'));
  const session = await openSession({ ...environment, home, databaseUrl: undefined }, say);
  try {
    const queue = await measureQueue(session.database);
    const blocks: { sweepMs: number; trainMs: number }[] = [];
    for (let block = 0; block < BLOCKS; block++) {
      const dims = Array.from({ length: TRIALS_OF_A_BLOCK }, (_, i) => 2 + block * TRIALS_OF_A_BLOCK + i);
      say(`block ${block + 1} of ${BLOCKS}: ${TRIALS_OF_A_BLOCK} trials as a sweep …`);
      const sweepMs = await timed(() => laten(home, sweepWords(dims)));
      say(`… ${(sweepMs / 1_000).toFixed(1)} s; and one after another …`);
      const trainMs = await timed(async () => {
        for (const dim of dims) await laten(home, trainWords(dim));
      });
      say(`… ${(trainMs / 1_000).toFixed(1)} s`);
      blocks.push({ sweepMs, trainMs });
    }
    return { blocks, trials: await readTrialCosts(session.database), ...queue };
  } finally {
    await session.close();
    await rm(home, { recursive: true, force: true });
  }
}

function sweepWords(dims: readonly number[]): string[] {
  return ['sweep', '--set', `latentDim=${dims.join(',')}`, '--epochs', EPOCHS, '--limit', LIMIT, '--json'];
}

function trainWords(dim: number): string[] {
  return ['train', '--latent-dim', String(dim), '--epochs', EPOCHS, '--limit', LIMIT, '--json'];
}

async function laten(home: string, words: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [launcher, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...inheritedEnvironment(), LATEN_HOME: home, DATABASE_URL: '' },
  });
  const exited = once(child, 'exit');
  for await (const _line of createInterface({ input: child.stdout }));
  const [code] = await exited;
  if (code !== 0) throw new Error(`./laten ${words.join(' ')} ended with ${code}.`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

type TrialTimes = {
  readonly sweep: string;
  readonly claimMs: number;
  readonly firstMs: number;
  readonly lastStepMs: number;
  readonly lastMs: number;
};

/**
 * The queue's row of a trial says when it was claimed, its points when it stepped. A place takes its next trial when it has
 * ended one, so the nth end is followed by the nth claim after the first ones.
 */
async function readTrialCosts({ pool }: Database): Promise<TrialCost[]> {
  const { rows } = await pool.query<TrialTimes>(
    `SELECT sweep_id AS sweep, (EXTRACT(EPOCH FROM job.started_on) * 1000)::float8 AS "claimMs",
       (EXTRACT(EPOCH FROM min(point.wall_time)) * 1000)::float8 AS "firstMs",
       (EXTRACT(EPOCH FROM max(point.wall_time) FILTER (WHERE series.name = 'loss')) * 1000)::float8 AS "lastStepMs",
       (EXTRACT(EPOCH FROM max(point.wall_time)) * 1000)::float8 AS "lastMs"
     FROM run JOIN pgboss.job ON singleton_key = run.id
     JOIN series ON run_id = run.id AND series.name NOT LIKE 'system/%' JOIN point ON series_id = series.id
     WHERE sweep_id IS NOT NULL AND job.started_on IS NOT NULL
     GROUP BY run.id, sweep_id, job.started_on ORDER BY job.started_on`,
  );
  return [...Map.groupBy(rows, ({ sweep }) => sweep).values()].flatMap((trials) => {
    const places = trials.filter(
      ({ claimMs }) => claimMs < Math.min(...trials.map(({ lastMs }) => lastMs)),
    ).length;
    const ends = trials.toSorted((a, b) => a.lastMs - b.lastMs);
    return trials.map((trial) => {
      const next = trials[places + ends.indexOf(trial)];
      return {
        claimToFirstStepMs: trial.firstMs - trial.claimMs,
        evaluationMs: trial.lastMs - trial.lastStepMs,
        lastPointToNextClaimMs: next ? next.claimMs - trial.lastMs : null,
      };
    });
  });
}

/** Creating a sweep of many trials, and taking them one after the other. */
async function measureQueue(database: Database): Promise<{ createMs: number; claimsMs: number[] }> {
  const { spec } = readSweepSpec(
    {
      name: 'many',
      method: 'random',
      run_cap: MANY_TRIALS,
      metric: { name: 'val_nelbo', goal: 'minimize' },
      base: 'tiny',
      parameters: { learningRate: { distribution: 'log_uniform_values', min: 1e-4, max: 1e-2 } },
    },
    { defaultThreads: 1 },
  );
  const trials = planTrials(spec, { from: 0, to: MANY_TRIALS }, { defaultThreads: 1 });
  const sweepId = createId();
  const createMs = await timed(async () => {
    await createSweep(database, { sweepId, experiment: 'benchmark', spec, note: '', trials });
  });
  const claimsMs: number[] = [];
  for (let i = 0; i < MANY_TRIALS; i++) {
    const startedMs = performance.now();
    const job = await database.queue.take();
    claimsMs.push(performance.now() - startedMs);
    if (!job) throw new Error(`The queue had only ${i} of ${MANY_TRIALS} trials.`);
    await database.queue.settle(job);
  }
  await database.pool.query('DELETE FROM sweep WHERE id = $1', [sweepId]);
  return { createMs, claimsMs };
}
