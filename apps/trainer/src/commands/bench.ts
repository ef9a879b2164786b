import os from 'node:os';
import { deleteRun, listRuns, measureDownsampledRead, measureIngest } from '@laten/db';
import { LatenError } from '@laten/shared';
import { describeDashboard } from '../bench/dashboard-figures.ts';
import type { Figure } from '../bench/figures.ts';
import { measureDashboard } from '../bench/measure-dashboard.ts';
import { BENCH_EXPERIMENT, measureStartUp } from '../bench/measure-start-up.ts';
import { measureSweep } from '../bench/measure-sweep.ts';
import { runBenchChild } from '../bench/run-bench-child.ts';
import { median } from '../bench/statistics.ts';
import { describeSweepFigures } from '../bench/sweep-figures.ts';
import { exitCodes } from '../exit-codes.ts';
import { openSession, type Session } from '../run/session.ts';
import { formatCount, formatTable } from '../view/format.ts';
import type { CommandContext } from './command-context.ts';

/** The figures of docs/benchmarks.md. Each measures something real on this machine; none is asserted in a test. */

const config = { threads: os.availableParallelism(), deterministic: false };
const MIB = 2 ** 20;

type Bench = (context: CommandContext) => Promise<Figure[]>;

const benches: Readonly<Record<string, Bench>> = {
  train: benchTraining,
  memory: benchMemory,
  log: benchLog,
  ingest: (context) => withSession(context, benchIngest),
  read: (context) => withSession(context, benchRead),
  start: benchStartUp,
  web: async ({ environment, say }) => describeDashboard(await measureDashboard(environment, say)),
  sweep: async ({ environment, say }) => describeSweepFigures(await measureSweep(environment, say)),
};

/** bench measures all figures, or the named ones, and prints a table and JSON. Returns the exit code. */
export async function bench(
  names: readonly string[],
  options: { json?: boolean },
  context: CommandContext,
): Promise<number> {
  const unknown = names.find((name) => !Object.hasOwn(benches, name));
  if (unknown) {
    throw new LatenError('USAGE', `bench ${unknown} is unknown. Known: ${Object.keys(benches).join(', ')}.`);
  }
  const figures: Figure[] = [];
  for (const [name, run] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    context.say(`measuring ${name} …`);
    figures.push(...(await run(context)));
  }
  if (!options.json) context.print(describe(figures));
  const machine = { cpu: os.cpus()[0]?.model, cores: os.availableParallelism(), node: process.version };
  context.print(JSON.stringify({ machine, figures }));
  return exitCodes.ok;
}

async function benchTraining({ environment }: CommandContext): Promise<Figure[]> {
  type Rounds = { batchSize: number; rounds: { oursMs: number; naiveMs: number }[] };
  const { batchSize, rounds } = await runBenchChild<Rounds>('training-bench-child', {
    home: environment.home,
    config,
  });
  const ratio = median(rounds.map(({ oursMs, naiveMs }) => naiveMs / oursMs));
  const oursMs = median(rounds.map((round) => round.oursMs));
  const naiveMs = median(rounds.map((round) => round.naiveMs));
  const imagesPerSecond = (batchSize * 1000) / oursMs;
  return [
    {
      name: 'training the reference model, batch 128',
      measured: `${ratio.toFixed(2)} × naive; ${formatCount(imagesPerSecond)} images/s (${oursMs.toFixed(1)} ms a step; naive ${naiveMs.toFixed(1)} ms)`,
      target: '≥ 1.3 × naive',
      met: ratio >= 1.3,
      details: { ratio, oursMs, naiveMs, imagesPerSecond, rounds },
    },
  ];
}

async function benchMemory({ environment }: CommandContext): Promise<Figure[]> {
  type Memory = {
    steps: number;
    tensorsAtStep10: number;
    tensorsAtEnd: number;
    mostTensorsAfterStep10: number;
    rssAtStep10Bytes: number;
    rssAtEndBytes: number;
    peakRssBytes: number;
  };
  const memory = await runBenchChild<Memory>('memory-bench-child', { home: environment.home, config });
  const constant =
    memory.tensorsAtStep10 === memory.tensorsAtEnd && memory.mostTensorsAfterStep10 === memory.tensorsAtEnd;
  return [
    {
      name: 'tensors alive, step 10 to the end of an epoch',
      measured: `${memory.tensorsAtStep10} → ${memory.tensorsAtEnd} (${memory.steps} steps)`,
      target: 'constant',
      met: constant,
      details: memory,
    },
    {
      name: 'memory of the training process',
      measured: `peak ${Math.round(memory.peakRssBytes / MIB)} MiB; ${Math.round(memory.rssAtStep10Bytes / MIB)} MiB at step 10, ${Math.round(memory.rssAtEndBytes / MIB)} MiB at the end`,
      target: '≤ 1.2 GB',
      met: memory.peakRssBytes <= 1.2e9,
      details: memory,
    },
  ];
}

async function benchLog({ environment }: CommandContext): Promise<Figure[]> {
  const runs: { meanMicroseconds: number; points: number }[] = [];
  for (let i = 0; i < 5; i++)
    runs.push(await runBenchChild('log-bench-child', { home: environment.home, config }));
  const mean = median(runs.map((run) => run.meanMicroseconds));
  return [
    {
      name: '`log` of one point on the training thread',
      measured: `${mean.toFixed(2)} µs mean (median of 5 × ${formatCount(runs[0]?.points ?? 0)} points)`,
      target: '≤ 5 µs',
      met: mean <= 5,
      details: { runs },
    },
  ];
}

async function benchIngest({ database }: Session): Promise<Figure[]> {
  const runs = [];
  for (let i = 0; i < 5; i++) runs.push(await measureIngest(database, { points: 200_000 }));
  const rate = median(runs.map((run) => run.pointsPerSecond));
  const replayed = runs.reduce((sum, run) => sum + run.replayInserted, 0);
  const unchanged = runs.every((run) => run.replayChangedNothing);
  const batchSize = median(runs.map((run) => run.meanBatchSize));
  return [
    {
      name: 'ingest through the recorder, rollups included',
      measured: `${formatCount(rate)} points/s in batches of ${formatCount(batchSize)}; a replay adds ${replayed} rows and changes ${unchanged ? 'no rollup' : 'ROLLUPS'}`,
      target: '≥ 60,000 points/s; 0 rows, no rollup',
      met: rate >= 60_000 && replayed === 0 && unchanged,
      details: { runs },
    },
  ];
}

async function benchRead({ database }: Session): Promise<Figure[]> {
  const figures = await measureDownsampledRead(database, { points: 1_000_000, widthPx: 1_000, repeats: 40 });
  return [
    {
      name: 'downsampled read of 1,000,000 points at 1,000 px',
      measured: `${figures.p95Ms.toFixed(1)} ms p95, ${figures.medianMs.toFixed(1)} ms median; ${formatCount(figures.numbers)} numbers; extremes ${figures.extremesKept ? 'kept' : 'lost'}`,
      target: '≤ 100 ms p95, ≤ 4,000 numbers, extremes kept',
      met: figures.p95Ms <= 100 && figures.numbers <= 4_000 && figures.extremesKept,
      details: figures,
    },
  ];
}

async function benchStartUp(context: CommandContext): Promise<Figure[]> {
  const timesMs: number[] = [];
  for (let i = 0; i < 5; i++) timesMs.push(await measureStartUp(context.environment.home));
  await withSession(context, deleteBenchRuns);
  const middleMs = median(timesMs);
  return [
    {
      name: 'start-up of `./laten train` to the first step',
      measured: `${(middleMs / 1000).toFixed(2)} s (median of 5)`,
      target: '≤ 6 s',
      met: middleMs <= 6_000,
      details: { timesMs },
    },
  ];
}

async function deleteBenchRuns({ database }: Session): Promise<void> {
  const { runs } = await listRuns(database, { experiment: BENCH_EXPERIMENT });
  for (const { id } of runs) await deleteRun(database, { runId: id });
}

async function withSession<T>(context: CommandContext, use: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(context.environment, context.say);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

function describe(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, measured, target, met }) => [
    name,
    measured,
    target,
    met ? 'met' : 'MISSED',
  ]);
  return formatTable([['what', 'measured', 'target', ''], ...rows]);
}
