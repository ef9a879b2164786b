import {
  type Attempt,
  type AttemptStart,
  createId,
  createRunRecorder,
  InMemorySpool,
  type Point,
  type PointBatch,
  type RecordingStore,
  type RunOutcome,
  resolveConfig,
} from '@laten/shared';
import type { Database } from '../database.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { deleteRun } from '../run/delete-run.ts';

/** IngestFigures says how fast points were stored, rollups included, and what sending them again did. */
export type IngestFigures = {
  readonly points: number;
  /** Points of the batches that the recorder made, on average. */
  readonly meanBatchSize: number;
  readonly pointsPerSecond: number;
  /** Points that sending every batch again added: none, when replay is harmless. */
  readonly replayInserted: number;
  /** Whether all rollups and summaries were the same after the replay. */
  readonly replayChangedNothing: boolean;
};

const outcome: RunOutcome = {
  status: 'FINISHED',
  reason: null,
  reasonCode: null,
  progress: { step: 0, totalSteps: 0, epoch: 0, totalEpochs: 0 },
  durationMs: 0,
};

const METRICS = ['loss', 'reconstruction_loss', 'kl_loss', 'images_per_second'];

/**
 * measureIngest logs points through a run recorder, four a step as a training does but without a pause, waits until all
 * are committed, and sends every batch again. It deletes its run.
 */
export async function measureIngest(
  database: Database,
  { points }: { points: number },
): Promise<IngestFigures> {
  const store = createPostgresRecordingStore(database);
  const { batches, observed } = observeBatches(store);
  const recorder = createRunRecorder({
    store: observed,
    warn: () => undefined,
    openSpool: async () => new InMemorySpool(),
    flushIntervalMs: 0,
  });
  const attempt = await recorder.start(benchStart());
  const startedMs = performance.now();
  for (let step = 1; step <= points / METRICS.length; step++) recorder.log(pointsOfStep(step));
  await recorder.finish(outcome);
  const seconds = (performance.now() - startedMs) / 1000;

  const before = await digestAggregates(database, attempt.runId);
  let replayInserted = 0;
  for (const batch of batches) replayInserted += (await store.writePoints(batch)).inserted;
  const after = await digestAggregates(database, attempt.runId);
  await endBenchRun(database, store, attempt);
  return {
    points,
    meanBatchSize: Math.round(points / batches.length),
    pointsPerSecond: Math.round(points / seconds),
    replayInserted,
    replayChangedNothing: before === after,
  };
}

/** Keeps what is written, and leaves the attempt open, so that the batches can be sent again. */
function observeBatches(store: RecordingStore): { batches: PointBatch[]; observed: RecordingStore } {
  const batches: PointBatch[] = [];
  const observed: RecordingStore = {
    beginAttempt: (start) => store.beginAttempt(start),
    writePoints(batch) {
      batches.push(batch);
      return store.writePoints(batch);
    },
    writeArtifact: (artifact) => store.writeArtifact(artifact),
    readRequests: (attempt) => store.readRequests(attempt),
    beat: (beat) => store.beat(beat),
    endAttempt: async () => undefined,
  };
  return { batches, observed };
}

function pointsOfStep(step: number): Point[] {
  const at = { step, epoch: 1, wallTimeMs: 1.7e12 + step };
  return METRICS.map((name, i) => ({ name, value: 250 + 50 * Math.sin(step * METRICS.length + i), ...at }));
}

async function digestAggregates(
  { pool }: Pick<Database, 'pool'>,
  runId: string,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ digest: string }>(
    `SELECT md5(string_agg(line, E'\n' ORDER BY line)) AS digest FROM (
       SELECT series::text AS line FROM series WHERE run_id = $1
       UNION ALL
       SELECT rollup::text FROM rollup JOIN series ON series.id = rollup.series_id WHERE series.run_id = $1
     ) AS lines`,
    [runId],
  );
  return rows[0]?.digest;
}

/** beginBenchRun begins a run that only a benchmark sees. */
export function beginBenchRun(store: RecordingStore): Promise<Attempt> {
  return store.beginAttempt(benchStart());
}

function benchStart(): AttemptStart {
  return {
    runId: createId(),
    create: {
      name: 'benchmark',
      experiment: 'benchmark',
      config: resolveConfig({ preset: 'tiny', defaultThreads: 1 }),
      configHash: 'benchmark',
      tags: [],
      note: '',
      environment: {},
    },
    keepThroughStep: null,
    supervisor: 'benchmark',
    progress: outcome.progress,
  };
}

/** endBenchRun ends and deletes the run of a benchmark. */
export async function endBenchRun(
  database: Database,
  store: RecordingStore,
  attempt: Attempt,
): Promise<void> {
  await store.endAttempt({ ...attempt, outcome });
  await deleteRun(database, { runId: attempt.runId });
}
