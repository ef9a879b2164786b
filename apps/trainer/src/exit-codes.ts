import type { ErrorCode, SweepStatus, TrialCounts } from '@laten/shared';
import type { SupervisedEnd } from './train/supervise-run.ts';

/**
 * Exit codes of `./laten`, one per kind of failure. The README lists them; scripts may rely on them.
 */
export const exitCodes = {
  ok: 0,
  defect: 1,
  usage: 2,
  dataset: 3,
  database: 4,
  trainingFailed: 5,
  run: 6,
  backendMissing: 7,
  home: 8,
  portBusy: 9,
  databaseNewer: 10,
  checkpoint: 11,
  canceledOnRequest: 12,
  dashboard: 15,
  sweepPaused: 16,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

const byErrorCode: Readonly<Record<ErrorCode, number>> = {
  CONFIG_INVALID: exitCodes.usage,
  NOT_YET_BUILT: exitCodes.usage,
  USAGE: exitCodes.usage,
  LIMIT_EXCEEDED: exitCodes.usage,
  SHAPE_MISMATCH: exitCodes.checkpoint,
  CHECKPOINT_UNUSABLE: exitCodes.checkpoint,
  NON_FINITE_LOSS: exitCodes.trainingFailed,
  RUN_NOT_FOUND: exitCodes.run,
  RUN_AMBIGUOUS: exitCodes.run,
  RUN_STATE: exitCodes.run,
  RUN_STALE_ATTEMPT: exitCodes.run,
  EDIT_CONFLICT: exitCodes.run,
  EXPERIMENT_NOT_FOUND: exitCodes.run,
  EXPERIMENT_EXISTS: exitCodes.run,
  EXPERIMENT_NOT_EMPTY: exitCodes.run,
  SWEEP_INVALID: exitCodes.usage,
  SWEEP_NOT_FOUND: exitCodes.run,
  SWEEP_AMBIGUOUS: exitCodes.run,
  SWEEP_STATE: exitCodes.run,
  SWEEP_KEY_TAKEN: exitCodes.run,
  DATASET_MISSING: exitCodes.dataset,
  DATASET_CORRUPT: exitCodes.dataset,
  DATABASE_UNREACHABLE: exitCodes.database,
  DATABASE_TOO_OLD: exitCodes.database,
  DATABASE_EMBEDDED: exitCodes.database,
  DATABASE_MIGRATION: exitCodes.database,
  ARTIFACT_DAMAGED: exitCodes.checkpoint,
  DATABASE_NEWER: exitCodes.databaseNewer,
  HOME_UNUSABLE: exitCodes.home,
  PORT_BUSY: exitCodes.portBusy,
  BACKEND_MISSING: exitCodes.backendMissing,
  DASHBOARD: exitCodes.dashboard,
  INTERRUPTED: exitCodes.interrupted,
};

/** exitCodeOfError returns the exit code of a kind of failure. */
export function exitCodeOfError(code: ErrorCode): number {
  return byErrorCode[code];
}

/** exitCodeOfSignal is what a shell would say of a process that the signal ended. */
export function exitCodeOfSignal(signal: NodeJS.Signals): number {
  if (signal === 'SIGINT') return exitCodes.interrupted;
  return signal === 'SIGHUP' ? exitCodes.hungUp : exitCodes.terminated;
}

/** exitCodeOfEnd returns the exit code of a command whose attempt ended so; a signal that came meanwhile counts first. */
export function exitCodeOfEnd({ outcome, recorded }: SupervisedEnd, signal: NodeJS.Signals | null): number {
  if (recorded === 'superseded' || recorded === 'refused' || recorded === 'lost') return exitCodes.run;
  if (signal && outcome.status !== 'FINISHED') return exitCodeOfSignal(signal);
  switch (outcome.status) {
    case 'FAILED':
    case 'CRASHED':
      return exitCodes.trainingFailed;
    case 'CANCELED':
      return exitCodes.canceledOnRequest;
    default:
      return exitCodes.ok;
  }
}

/**
 * exitCodeOfSweep returns the exit code of a command that followed a sweep: ok only when all trials finished. A signal
 * that came before its end counts first.
 */
export function exitCodeOfSweep(
  { status, counts }: { status: SweepStatus; counts: TrialCounts },
  signal: NodeJS.Signals | null,
): number {
  const isOpen = status === 'ACTIVE' || counts.RUNNING > 0;
  if (signal && isOpen) return exitCodeOfSignal(signal);
  if (status === 'PAUSED') return exitCodes.sweepPaused;
  if (status === 'CANCELED') return exitCodes.canceledOnRequest;
  if (counts.FAILED + counts.CRASHED > 0) return exitCodes.trainingFailed;
  return counts.CANCELED > 0 ? exitCodes.canceledOnRequest : exitCodes.ok;
}
