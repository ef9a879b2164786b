import { CANCELED_ON_REQUEST, type RunStatus } from '@laten/shared';
import { t } from '../../messages/index.ts';
import type { RouterOutputs } from '../../trpc/client.tsx';

/** WorkersStatus is who could take the runs that wait, and in which order they are taken. */
export type WorkersStatus = RouterOutputs['workers']['status'];

/** StatusFacts are what the words about a run's state depend on. */
export type StatusFacts = {
  readonly id: string;
  readonly status: RunStatus;
  readonly reason: string | null;
  readonly cancelRequested: boolean;
  /** The sweep whose trial it is, or null. */
  readonly sweepId: string | null;
  /** What a worker must have to take it. */
  readonly sweepLabels: readonly string[];
};

/** StatusWords say how a run stands: one word, and why, when that is worth a line. */
export type StatusWords = { readonly label: string; readonly detail: string | null };

/** hasLabels tells whether a worker may take trials that ask for labels. */
export function hasLabels(worker: { readonly labels: readonly string[] }, asked: readonly string[]): boolean {
  return asked.every((label) => worker.labels.includes(label));
}

/** describeStatus says how a run stands and why: what a waiting one waits for, what broke a failed one. */
export function describeStatus(run: StatusFacts, workers: WorkersStatus | undefined): StatusWords {
  const { status, reason, cancelRequested } = run;
  const label = t(`status.${status}`);
  switch (status) {
    case 'QUEUED':
      return { label, detail: describeWait(run, workers) };
    case 'RUNNING':
      return cancelRequested
        ? { label: t('status.canceling'), detail: t('status.canceling.meaning') }
        : { label, detail: null };
    case 'FINISHED':
      return { label, detail: null };
    case 'CANCELED':
      return { label, detail: reason === CANCELED_ON_REQUEST ? t('status.CANCELED.meaning') : reason };
    default:
      return { label, detail: reason ?? t(`status.${status}.meaning`) };
  }
}

/** describeWait says what a queued run waits for: a worker at all, a free one, or the runs before it. */
export function describeWait(
  run: Pick<StatusFacts, 'id' | 'reason' | 'sweepId' | 'sweepLabels'>,
  workers: WorkersStatus | undefined,
): string {
  const { reason } = run;
  const wait = waitWords(run, workers);
  return reason ? t('wait.withReason', { reason, wait }) : wait;
}

function waitWords(
  { id, sweepId, sweepLabels }: Pick<StatusFacts, 'id' | 'sweepId' | 'sweepLabels'>,
  workers: WorkersStatus | undefined,
): string {
  if (!workers) return t('status.QUEUED.meaning');
  const before = workers.queue.indexOf(id);
  const isQueueWhole = workers.queue.length === workers.queued;
  if (before < 0 && sweepId !== null && isQueueWhole) return t('wait.sweepPaused');
  const living = workers.workers.filter((worker) => worker.alive);
  if (living.length === 0) return t('wait.noWorker');
  const alive = living.filter((worker) => hasLabels(worker, sweepLabels));
  if (alive.length === 0) return t('wait.noLabel', { labels: sweepLabels.join(',') });
  if (alive.every(({ state }) => state === 'stopped')) return t('wait.stopped');
  if (before < 0) return t('status.QUEUED.meaning');
  if (before > 0) return before === 1 ? t('wait.after.one') : t('wait.after.other', { count: before });
  return alive.some(({ run, state }) => run === null && state !== 'stopped') ? t('wait.now') : t('wait.busy');
}
