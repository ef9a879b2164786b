import {
  type Attempt,
  createId,
  createPointBuffer,
  type PointBatch,
  type RecordingStore,
  resolveConfig,
} from '@laten/shared';
import type { Database } from '../database.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { deleteRun } from '../run/delete-run.ts';

/** IngestFigures says how fast points were stored, rollups included, and what sending them again did. */
export type IngestFigures = {
  readonly points: number;
  readonly batchSize: number;
  readonly pointsPerSecond: number;
  /** Points that a second sending of the last batch added: none, when replay is harmless. */
  readonly replayInserted: number;
};

const METRICS = ['loss', 'reconstruction_loss', 'kl_loss', 'images_per_second'];

/** measureIngest stores points through the recording store, on one connection, one batch after the other. It deletes its run. */
export async function measureIngest(
  database: Database,
  { points, batchSize }: { points: number; batchSize: number },
): Promise<IngestFigures> {
  const store = createPostgresRecordingStore(database);
  const attempt = await beginBenchRun(store);
  const batches = makeBatches(attempt, { points, batchSize });
  const startedMs = performance.now();
  for (const batch of batches) await store.writePoints(batch);
  const seconds = (performance.now() - startedMs) / 1000;
  const last = batches.at(-1);
  const replay = last ? await store.writePoints(last) : { inserted: 0 };
  await endBenchRun(database, store, attempt);
  return {
    points,
    batchSize,
    pointsPerSecond: Math.round(points / seconds),
    replayInserted: replay.inserted,
  };
}

/** beginBenchRun begins a run that only a benchmark sees. */
export async function beginBenchRun(store: RecordingStore): Promise<Attempt> {
  return store.beginAttempt({
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
    progress: { step: 0, totalSteps: 0, epoch: 0, totalEpochs: 0 },
  });
}

/** endBenchRun ends and deletes the run of a benchmark. */
export async function endBenchRun(
  database: Database,
  store: RecordingStore,
  attempt: Attempt,
): Promise<void> {
  const progress = { step: 0, totalSteps: 0, epoch: 0, totalEpochs: 0 };
  const outcome = { status: 'FINISHED', reason: null, reasonCode: null, progress, durationMs: 0 } as const;
  await store.endAttempt({ ...attempt, outcome });
  await deleteRun(database, { runId: attempt.runId });
}

function makeBatches(
  attempt: Attempt,
  { points, batchSize }: { points: number; batchSize: number },
): PointBatch[] {
  const batches: PointBatch[] = [];
  let buffer = createPointBuffer();
  for (let i = 0; i < points; i++) {
    const step = Math.floor(i / METRICS.length) + 1;
    const name = METRICS[i % METRICS.length] ?? 'loss';
    buffer.add({ name, step, epoch: 1, value: 250 + 50 * Math.sin(i), wallTimeMs: 1.7e12 + step });
    if (buffer.length === batchSize || i === points - 1) {
      batches.push(buffer.toBatch({ ...attempt, id: createId(), notify: true }));
      buffer = createPointBuffer();
    }
  }
  return batches;
}
