import { isSweepEnded, nextSweepStatus, type SweepStatus, type TrialCounts } from '@laten/shared';
import { countFailed } from './prepare-counts.ts';

/** What a person may do with a sweep, and what the page shows at once when it was asked. */

/** ActingSweep is what the decisions depend on. */
export type ActingSweep = {
  readonly status: SweepStatus;
  readonly reason: string | null;
  readonly reasonCode: string | null;
  readonly counts: TrialCounts;
};

/** AllowedSweepActions says what a person may do with a sweep as it stands. */
export type AllowedSweepActions = {
  readonly pause: boolean;
  readonly resume: boolean;
  readonly cancel: boolean;
  /** How many trials can be tried again. */
  readonly retryFailed: number;
  readonly setPriority: boolean;
};

/** allowSweepActions decides by the sweep's state and the states of its trials. Trials can always be added. */
export function allowSweepActions({ status, counts }: ActingSweep): AllowedSweepActions {
  return {
    pause: nextSweepStatus(status, 'pause') !== null,
    resume: nextSweepStatus(status, 'resume') !== null,
    cancel: nextSweepStatus(status, 'cancel') !== null,
    retryFailed: countFailed(counts),
    setPriority: !isSweepEnded(status),
  };
}

/** SweepRequest is what a person asked of a sweep that changes its state or its trials. */
export type SweepRequest =
  | { readonly kind: 'pause' | 'resume' | 'retry' }
  | { readonly kind: 'cancel'; readonly mode: CancelMode }
  | { readonly kind: 'add'; readonly trials: number };

/** CancelMode says what becomes of the trials that train. */
export type CancelMode = 'now' | 'after-running';

/** foreseeSweep returns what a sweep will look like once the server has done what was asked. */
export function foreseeSweep(sweep: ActingSweep, request: SweepRequest): ActingSweep {
  const { counts } = sweep;
  const noReason = { reason: null, reasonCode: null };
  switch (request.kind) {
    case 'pause':
      return { ...sweep, ...noReason, status: 'PAUSED', reasonCode: 'PAUSED_BY_PERSON' };
    case 'resume':
      return { ...sweep, ...noReason, status: 'ACTIVE' };
    case 'cancel':
      return {
        status: 'CANCELED',
        reason: null,
        reasonCode: request.mode === 'now' ? 'CANCELED_NOW' : 'CANCELED_AFTER_RUNNING',
        counts: { ...counts, QUEUED: 0, CANCELED: counts.CANCELED + counts.QUEUED },
      };
    case 'retry':
      return {
        ...reopen(sweep),
        counts: { ...counts, FAILED: 0, CRASHED: 0, QUEUED: counts.QUEUED + countFailed(counts) },
      };
    case 'add':
      return { ...reopen(sweep), counts: { ...counts, QUEUED: counts.QUEUED + request.trials } };
  }
}

/** A sweep that has ended goes on when it has something to do again; a paused one stays paused. */
function reopen(sweep: ActingSweep): ActingSweep {
  if (nextSweepStatus(sweep.status, 'reopen') === null) return sweep;
  return { ...sweep, status: 'ACTIVE', reason: null, reasonCode: null };
}
