import os from 'node:os';
import {
  type Database,
  isTransientDatabaseError,
  noteWaiting,
  type RunJob,
  rejectQueuedRun,
} from '@laten/db';
import { type ErrorCode, isLatenError } from '@laten/shared';

/** What is wrong with this machine, not with the run: another worker, or this one later, can train it. */
const machineFailures: readonly ErrorCode[] = [
  'BACKEND_MISSING',
  'DATASET_MISSING',
  'DATASET_CORRUPT',
  'HOME_UNUSABLE',
];

const TRY_AGAIN_AFTER_MS = 30_000;

/**
 * leaveRun deals with a queued run that did not begin. What this machine lacks makes it wait, with the reason in its row;
 * what no worker can mend makes it FAILED; one that does not wait any more is left alone.
 */
export async function leaveRun(input: {
  database: Database;
  job: RunJob;
  error: unknown;
  print: (line: string) => void;
}): Promise<void> {
  const { database, job, error, print } = input;
  const { runId } = job;
  // Nobody keeps the job from now on: it is handed out again.
  if (isTransientDatabaseError(error)) return;
  const code = isLatenError(error) ? error.code : 'INTERNAL';
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'INTERRUPTED') {
    await database.queue.postpone(job, 0);
    return;
  }
  if (machineFailures.some((failure) => failure === code)) {
    print(`No training now: ${message}`);
    await noteWaiting(database, {
      runId,
      reason: `Waits, because ${os.hostname()} cannot train it: ${message}`,
    });
    await database.queue.postpone(job, TRY_AGAIN_AFTER_MS);
    return;
  }
  await rejectQueuedRun(database, { runId, reason: message, reasonCode: code }).then(
    () => print(`Run ${runId} cannot be trained: ${message}`),
    ignoreWhatDoesNotWait,
  );
  await database.queue.settle(job);
}

/** Canceled, deleted, or begun by another worker meanwhile. */
function ignoreWhatDoesNotWait(error: unknown): void {
  if (isLatenError(error) && (error.code === 'RUN_STATE' || error.code === 'RUN_NOT_FOUND')) return;
  throw error;
}
