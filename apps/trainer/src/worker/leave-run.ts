import os from 'node:os';
import {
  type Database,
  isTransientDatabaseError,
  noteWaiting,
  type RunJob,
  rejectQueuedRun,
  resendLostJobs,
} from '@laten/db';
import { type ErrorCode, isLatenError } from '@laten/shared';
import type { RunEnd } from './failure-streak.ts';

/** What is wrong with this machine, not with the run: another worker, or this one later, can train it. */
const machineFailures: readonly ErrorCode[] = [
  'BACKEND_MISSING',
  'DATASET_MISSING',
  'DATASET_CORRUPT',
  'HOME_UNUSABLE',
];

/** The run does not wait any more, or is not what it was when the worker began to load it. */
const changedMeanwhile: readonly ErrorCode[] = ['RUN_NOT_FOUND', 'RUN_STATE'];

const TRY_AGAIN_AFTER_MS = 30_000;

/**
 * leaveRun deals with a queued run that did not begin. What this machine lacks makes it wait, with the reason in its row;
 * what no worker can mend makes it FAILED, and what has no name counts as a try that failed; one that was canceled, deleted or changed meanwhile is left as it is, and
 * delivered anew if it waits. Returns what counts as a failure of this machine or of the run.
 */
export async function leaveRun(input: {
  database: Database;
  job: RunJob;
  error: unknown;
  print: (line: string) => void;
}): Promise<RunEnd | null> {
  const { database, job, error, print } = input;
  const { runId } = job;
  // Nobody keeps the job from now on: it is handed out again.
  if (isTransientDatabaseError(error)) return null;
  const code = isLatenError(error) ? error.code : 'INTERNAL';
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'INTERRUPTED') {
    await database.queue.postpone(job, 0);
    return null;
  }
  if (machineFailures.some((failure) => failure === code)) {
    print(`No training now: ${message}`);
    await noteWaiting(database, {
      runId,
      reason: `Waits, because ${os.hostname()} cannot train it: ${message}`,
    });
    await database.queue.postpone(job, TRY_AGAIN_AFTER_MS);
    return { runId, status: 'QUEUED', reason: message, reasonCode: code };
  }
  if (changedMeanwhile.some((change) => change === code)) {
    await database.queue.settle(job);
    await resendLostJobs(database);
    return null;
  }
  // What has no name may be of this machine or of this moment.
  const isLasting = code !== 'INTERNAL';
  const status = await rejectQueuedRun(database, { runId, reason: message, reasonCode: code, isLasting });
  if (status) print(`Run ${runId} cannot be trained: ${message}`);
  if (status === 'QUEUED') await database.queue.postpone(job, TRY_AGAIN_AFTER_MS);
  else await database.queue.settle(job);
  return status && { runId, status, reason: message, reasonCode: code };
}
