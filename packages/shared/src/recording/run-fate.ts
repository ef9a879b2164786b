import { MOST_LOST_WORKERS, type RunEvent, type RunStatus } from '../runs/run-state.ts';
import type { SweepStatus } from '../sweeps/sweep-state.ts';
import type { RunOutcome } from './recording-store.ts';

/** What becomes of a run whose attempt has ended or was lost. Pure: stores, supervisors and the reaper all go by it. */

/** HeldRun is what decides it, beside how the attempt ended. */
export type HeldRun = {
  readonly runId: string;
  /** A worker holds the run; false for one that a terminal trains. */
  readonly isQueued: boolean;
  /** A person has asked for its end. */
  readonly cancelRequested: boolean;
  /** Workers lost over it and tries that failed, each since a person last queued it. */
  readonly lostWorkers: number;
  readonly failures: number;
  /** So many lost workers are too many. */
  readonly mostLostWorkers: number;
  /** So many failed tries are tried again: 0 for a run that is no trial. */
  readonly mostFailures: number;
  /** State of the sweep whose trial it is; null for a run of its own. */
  readonly sweepStatus: SweepStatus | null;
};

/** TrialFacts make a run a trial of a sweep. */
export type TrialFacts = Pick<HeldRun, 'mostFailures' | 'mostLostWorkers' | 'sweepStatus'>;

/** soleRun is what decides over a run that is no trial of a sweep and that nothing has befallen yet. */
export const soleRun: Omit<HeldRun, 'runId'> = {
  isQueued: false,
  cancelRequested: false,
  lostWorkers: 0,
  failures: 0,
  mostLostWorkers: MOST_LOST_WORKERS,
  mostFailures: 0,
  sweepStatus: null,
};

/** RunFate is the way through the transition table, and what the run's row says then. */
export type RunFate = {
  readonly events: readonly RunEvent[];
  readonly reason: string | null;
  readonly lostWorkers: number;
  readonly failures: number;
};

const outcomeEvents: Readonly<Record<Exclude<RunOutcome['status'], 'CRASHED' | 'FAILED'>, RunEvent>> = {
  FINISHED: 'finish',
  CANCELED: 'cancel',
  PRUNED: 'prune',
  QUEUED: 'hand-back',
};

/** fateOfEndedRun decides after an outcome. What a person has canceled, or whose sweep is, is not handed back. */
export function fateOfEndedRun(
  run: HeldRun,
  { status, reason }: Pick<RunOutcome, 'status' | 'reason'>,
): RunFate {
  if (status === 'CRASHED') return fateOfLostRun(run, reason ?? '');
  if (status === 'FAILED') return fateOfFailedRun(run, reason ?? '');
  const { lostWorkers, failures } = run;
  const canceled = status === 'QUEUED' ? findCancellation(run) : null;
  if (canceled) return { events: ['hand-back', 'cancel-queued'], reason: canceled, lostWorkers, failures };
  return { events: [outcomeEvents[status]], reason, lostWorkers, failures };
}

/** Why a run does not wait for another worker, whatever became of this one. What a terminal trains goes by no sweep. */
function findCancellation(run: HeldRun): string | null {
  if (run.cancelRequested) return 'Canceled on request.';
  return run.isQueued && run.sweepStatus === 'CANCELED' ? 'Its sweep was canceled.' : null;
}

/** A trial is tried again until it has failed too often; lost workers do not count. */
function fateOfFailedRun(run: HeldRun, reason: string): RunFate {
  const failures = run.failures + 1;
  const { lostWorkers } = run;
  const isTriedAgain = run.isQueued && failures <= run.mostFailures && findCancellation(run) === null;
  if (isTriedAgain) {
    const count = failures === 1 ? 'Failed once' : `Failed ${failures} times`;
    return { events: ['retry'], reason: `${count}: ${reason} It is tried again.`, lostWorkers, failures };
  }
  const why = failures > 1 ? ` It failed ${failures} times, so it is not tried again.` : '';
  return { events: ['fail'], reason: `${reason}${why}`, lostWorkers, failures };
}

/**
 * fateOfLostRun decides over a run whose process or training process has died: a worker's waits for the next worker
 * until too many were lost over it, a terminal's has CRASHED. `lost` is the sentence that says what was lost.
 */
export function fateOfLostRun(run: HeldRun, lost: string): RunFate {
  const lostWorkers = run.lostWorkers + (run.isQueued ? 1 : 0);
  const { failures } = run;
  const canceled = findCancellation(run);
  if (canceled) {
    return { events: ['requeue', 'cancel-queued'], reason: `${canceled} ${lost}`, lostWorkers, failures };
  }
  if (!run.isQueued) {
    const advice = `\`./laten resume ${run.runId}\` goes on from its newest checkpoint.`;
    return { events: ['crash'], reason: `${lost} ${advice}`, lostWorkers, failures };
  }
  if (lostWorkers >= run.mostLostWorkers) {
    const why = `That makes ${lostWorkers} times that it was lost in training, so no other worker takes it: the run itself may be what ends them, by using up the memory for example.`;
    return { events: ['crash'], reason: `${lost} ${why}`, lostWorkers, failures };
  }
  const when = run.sweepStatus === 'PAUSED' ? ', once its sweep is resumed' : '';
  const reason = `${lost} It goes on from its newest checkpoint${when}.`;
  return { events: ['requeue'], reason, lostWorkers, failures };
}

const ends: Readonly<Record<RunOutcome['status'], readonly RunStatus[]>> = {
  FINISHED: ['FINISHED'],
  FAILED: ['FAILED', 'QUEUED'],
  CANCELED: ['CANCELED'],
  PRUNED: ['PRUNED'],
  QUEUED: ['QUEUED', 'CANCELED'],
  CRASHED: ['CRASHED', 'QUEUED', 'CANCELED'],
};

/** isSameEnd tells whether a run that is in `status` may be so by this very outcome, told before. */
export function isSameEnd(status: RunStatus, outcome: Pick<RunOutcome, 'status'>): boolean {
  return ends[outcome.status].includes(status);
}
