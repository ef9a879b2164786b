/** States of a run and the one table of allowed changes. Pure: it decides, `packages/db` writes. */

/** runStatuses lists every state of a run. */
export const runStatuses = [
  'QUEUED',
  'RUNNING',
  'FINISHED',
  'FAILED',
  'CRASHED',
  'CANCELED',
  'PRUNED',
] as const;

/** RunStatus is a state of a run. */
export type RunStatus = (typeof runStatuses)[number];

/** RunEvent is what happens to a run; the table says by whom. */
export type RunEvent =
  | 'claim'
  | 'finish'
  | 'fail'
  | 'prune'
  | 'cancel'
  | 'cancel-queued'
  | 'reject'
  | 'hand-back'
  | 'retry'
  | 'requeue'
  | 'crash'
  | 'revive'
  | 'resume';

/** RunEventActor is who may cause an event: the supervisor of the current attempt, a worker, the reaper, or a person. */
export type RunEventActor = 'supervisor' | 'worker' | 'reaper' | 'user';

type Rule = {
  readonly by: readonly RunEventActor[];
  readonly from: readonly RunStatus[];
  readonly to: RunStatus;
};

/** A supervisor that was taken for dead may still end its run: the same attempt is still the current one. */
const held: readonly RunStatus[] = ['RUNNING', 'CRASHED'];
const ended: readonly RunStatus[] = ['FINISHED', 'FAILED', 'CRASHED', 'CANCELED', 'PRUNED'];

/** runTransitions is the whole table: event → who causes it, from which states, to which state. */
export const runTransitions: Readonly<Record<RunEvent, Rule>> = {
  claim: { by: ['worker'], from: ['QUEUED'], to: 'RUNNING' },
  finish: { by: ['supervisor'], from: held, to: 'FINISHED' },
  fail: { by: ['supervisor'], from: held, to: 'FAILED' },
  prune: { by: ['supervisor'], from: held, to: 'PRUNED' },
  cancel: { by: ['supervisor'], from: held, to: 'CANCELED' },
  'cancel-queued': { by: ['user'], from: ['QUEUED'], to: 'CANCELED' },
  reject: { by: ['worker'], from: ['QUEUED'], to: 'FAILED' },
  'hand-back': { by: ['supervisor'], from: held, to: 'QUEUED' },
  retry: { by: ['supervisor'], from: held, to: 'QUEUED' },
  requeue: { by: ['supervisor', 'reaper'], from: ['RUNNING'], to: 'QUEUED' },
  crash: { by: ['supervisor', 'reaper'], from: ['RUNNING'], to: 'CRASHED' },
  revive: { by: ['supervisor'], from: ['CRASHED'], to: 'RUNNING' },
  resume: { by: ['user'], from: ended, to: 'QUEUED' },
};

/** nextRunStatus returns the state after an event, or null when the table does not allow it. */
export function nextRunStatus(from: RunStatus, event: RunEvent): RunStatus | null {
  const rule = runTransitions[event];
  return rule.from.includes(from) ? rule.to : null;
}

/** isRunEnded tells whether a run has a final state. */
export function isRunEnded(status: RunStatus): boolean {
  return ended.includes(status);
}

/** HEARTBEAT_INTERVAL_MS is how often a supervisor says that it lives. */
export const HEARTBEAT_INTERVAL_MS = 5_000;

/**
 * CRASH_AFTER_MS is the silence after which a running run is taken for crashed. With the two ticks of the reaper, and
 * the start of another worker, a killed process is dealt with within 45 s.
 */
export const CRASH_AFTER_MS = 35_000;

/** DATABASE_SETTLE_MS is how long Postgres must be up before silence counts: whoever was cut off has come back by then. */
export const DATABASE_SETTLE_MS = 45_000;

/** MOST_LOST_WORKERS is how many workers, or training processes of theirs, may be lost over one run before it is given up: it may be what kills them. */
export const MOST_LOST_WORKERS = 3;

/**
 * deriveRunStatus returns what a reader should show: a RUNNING run whose supervisor is silent for longer than
 * CRASH_AFTER_MS is shown as CRASHED, even when no process lives that could write so.
 * Silence that a stopped database explains is none: `databaseUpMs` is how long Postgres has been up.
 */
export function deriveRunStatus(run: {
  status: RunStatus;
  silentMs: number;
  databaseUpMs: number;
}): RunStatus {
  if (run.status !== 'RUNNING') return run.status;
  return run.silentMs > CRASH_AFTER_MS && run.databaseUpMs > DATABASE_SETTLE_MS ? 'CRASHED' : 'RUNNING';
}
