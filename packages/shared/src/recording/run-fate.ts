import { MOST_LOST_WORKERS, type RunEvent, type RunStatus } from '../runs/run-state.ts';
import type { RunOutcome } from './recording-store.ts';

/** What becomes of a run whose attempt has ended or was lost. Pure: stores, supervisors and the reaper all go by it. */

/** HeldRun is what decides it, beside how the attempt ended. */
export type HeldRun = {
  readonly runId: string;
  /** A worker holds the run; false for one that a terminal trains. */
  readonly isQueued: boolean;
  /** A person has asked for its end. */
  readonly cancelRequested: boolean;
  readonly lostWorkers: number;
};

/** RunFate is the way through the transition table, and what the run's row says then. */
export type RunFate = {
  readonly events: readonly RunEvent[];
  readonly reason: string | null;
  readonly lostWorkers: number;
};

const outcomeEvents: Readonly<Record<Exclude<RunOutcome['status'], 'CRASHED'>, RunEvent>> = {
  FINISHED: 'finish',
  FAILED: 'fail',
  CANCELED: 'cancel',
  PRUNED: 'prune',
  QUEUED: 'hand-back',
};

/** fateOfEndedRun decides after an outcome. What a person has canceled is not handed back. */
export function fateOfEndedRun(
  run: HeldRun,
  { status, reason }: Pick<RunOutcome, 'status' | 'reason'>,
): RunFate {
  if (status === 'CRASHED') return fateOfLostRun(run, reason ?? '');
  const { lostWorkers } = run;
  if (status === 'QUEUED' && run.cancelRequested) {
    return { events: ['hand-back', 'cancel-queued'], reason: 'canceled on request', lostWorkers };
  }
  return { events: [outcomeEvents[status]], reason, lostWorkers };
}

/**
 * fateOfLostRun decides over a run whose process or training process has died: a worker's waits for the next worker
 * until too many were lost over it, a terminal's has CRASHED. `lost` is the sentence that says what was lost.
 */
export function fateOfLostRun(run: HeldRun, lost: string): RunFate {
  const lostWorkers = run.lostWorkers + (run.isQueued ? 1 : 0);
  if (run.cancelRequested) {
    return { events: ['requeue', 'cancel-queued'], reason: `Canceled on request. ${lost}`, lostWorkers };
  }
  if (!run.isQueued) {
    const advice = `\`./laten resume ${run.runId}\` goes on from its newest checkpoint.`;
    return { events: ['crash'], reason: `${lost} ${advice}`, lostWorkers };
  }
  if (lostWorkers >= MOST_LOST_WORKERS) {
    const why = `That makes ${MOST_LOST_WORKERS} times that it was lost in training, so no other worker takes it: the run itself may be what ends them, by using up the memory for example.`;
    return { events: ['crash'], reason: `${lost} ${why}`, lostWorkers };
  }
  return { events: ['requeue'], reason: `${lost} It goes on from its newest checkpoint.`, lostWorkers };
}

const ends: Readonly<Record<RunOutcome['status'], readonly RunStatus[]>> = {
  FINISHED: ['FINISHED'],
  FAILED: ['FAILED'],
  CANCELED: ['CANCELED'],
  PRUNED: ['PRUNED'],
  QUEUED: ['QUEUED', 'CANCELED'],
  CRASHED: ['CRASHED', 'QUEUED', 'CANCELED'],
};

/** isSameEnd tells whether a run that is in `status` may be so by this very outcome, told before. */
export function isSameEnd(status: RunStatus, outcome: Pick<RunOutcome, 'status'>): boolean {
  return ends[outcome.status].includes(status);
}
