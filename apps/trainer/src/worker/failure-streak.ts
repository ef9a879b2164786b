import type { RunStatus } from '@laten/shared';

/**
 * One bad machine must not fail a whole sweep, or keep its trials from better ones: a worker process that sees failures of one
 * cause in a row, of whatever runs, takes no more until a person says so. Pure.
 */

/** So many of the same cause are the last that a worker process has. */
const MOST_FAILURES_IN_A_ROW = 3;

/** FailureStreak is the failures since the last run that did not fail, as far as they have the cause of the newest. */
export type FailureStreak = {
  readonly reasonCode: string;
  /** The runs that failed, each once: one that is tried again and again says nothing of others. */
  readonly runIds: readonly string[];
  /** Of the newest, in words. */
  readonly reason: string;
} | null;

/** RunEnd is how a run ended on this worker. */
export type RunEnd = {
  readonly runId: string;
  /** `QUEUED` with a cause: it could not be begun here, and waits. */
  readonly status: RunStatus;
  readonly reasonCode: string | null;
  readonly reason: string | null;
};

/**
 * extendStreak returns the streak after another end. A run that ended in order ends it. One that was canceled, handed back or
 * whose training process was killed says nothing of a cause: lost workers are counted apart. Nor does it count that the same
 * run fails, or cannot be begun, again and again. A worker that has stopped stays so, whatever its other places still end.
 */
export function extendStreak(streak: FailureStreak, end: RunEnd): FailureStreak {
  const { runId, status, reasonCode, reason } = end;
  if (describeStop(streak) !== null) return streak;
  if (status === 'FINISHED' || status === 'PRUNED') return null;
  const couldNotBegin = status === 'QUEUED' && reasonCode !== null;
  if (status !== 'FAILED' && !couldNotBegin) return streak;
  const cause = reasonCode ?? 'UNKNOWN';
  const before = streak?.reasonCode === cause ? streak.runIds : [];
  if (before.includes(runId)) return streak;
  return { reasonCode: cause, runIds: [...before, runId], reason: reason ?? '' };
}

const HOW_TO_GO_ON = 'Mend it, then press "Try again" or run `./laten workers resume`.';

/** describeStop says why the worker takes no more runs, and what a person can do; null while it takes some. */
export function describeStop(streak: FailureStreak, advice: string = HOW_TO_GO_ON): string | null {
  if (!streak || streak.runIds.length < MOST_FAILURES_IN_A_ROW) return null;
  return `Takes no more runs: the last ${streak.runIds.length} failed in a row for the same cause (${streak.reasonCode}). The newest: ${streak.reason} ${advice}`;
}
