import type { Attempt, RunOutcome } from '@laten/shared';
import { newRunStart, pointBatch } from '@laten/shared/testing';
import type { Database } from '../database.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';

const progress = { step: 16, totalSteps: 16, epoch: 2, totalEpochs: 2 };

/** trialEnds are ends of a trial as its supervisor tells them. */
export const trialEnds = {
  finished: { status: 'FINISHED', reason: null, reasonCode: null, progress, durationMs: 1_000 },
  failed: {
    status: 'FAILED',
    reason: 'The loss became NaN.',
    reasonCode: 'NON_FINITE_LOSS',
    progress,
    durationMs: 1_000,
  },
  handedBack: { status: 'QUEUED', reason: 'Handed back.', reasonCode: null, progress, durationMs: 1_000 },
  killed: { status: 'CRASHED', reason: 'Killed.', reasonCode: 'CHILD_LOST', progress, durationMs: 1_000 },
  canceled: { status: 'CANCELED', reason: 'Canceled.', reasonCode: null, progress, durationMs: 1_000 },
} as const satisfies Record<string, RunOutcome>;

/** beginTrial takes the next job as a worker does, and begins its run. */
export async function beginTrial(database: Database, labels: readonly string[] = []): Promise<Attempt> {
  const job = await database.queue.take({ labels });
  if (!job) throw new Error('No run waits for a worker with these labels.');
  const attempt = await createPostgresRecordingStore(database).beginAttempt({
    ...newRunStart({ runId: job.runId, create: undefined, supervisor: 'lab:1:x' }),
    by: 'worker',
  });
  await database.queue.settle(job);
  return attempt;
}

/** endTrial ends a trial; with a value, one point of the sweep's metric is logged before. */
export async function endTrial(
  database: Database,
  attempt: Attempt,
  { end = 'finished', value }: { readonly end?: keyof typeof trialEnds; readonly value?: number } = {},
): Promise<void> {
  const store = createPostgresRecordingStore(database);
  if (value !== undefined) await store.writePoints(pointBatch(attempt, 'val_nelbo', [[16, value]]));
  await store.endAttempt({ ...attempt, outcome: trialEnds[end] });
}
