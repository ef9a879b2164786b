import type { RunStatus } from '@laten/shared';
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
};

/** StatusWords say how a run stands: one word, and why, when that is worth a line. */
export type StatusWords = { readonly label: string; readonly detail: string | null };

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
      return { label, detail: reason };
    default:
      return { label, detail: reason ?? t(`status.${status}.meaning`) };
  }
}

/** describeWait says what a queued run waits for: a worker at all, a free one, or the runs before it. */
export function describeWait(
  { id, reason }: Pick<StatusFacts, 'id' | 'reason'>,
  workers: WorkersStatus | undefined,
): string {
  const wait = waitWords(id, workers);
  return reason ? t('wait.withReason', { reason, wait }) : wait;
}

function waitWords(id: string, workers: WorkersStatus | undefined): string {
  if (!workers) return t('status.QUEUED.meaning');
  if (!workers.workers.some(({ alive }) => alive)) return t('wait.noWorker');
  const before = workers.queue.indexOf(id);
  if (before < 0) return t('status.QUEUED.meaning');
  if (before > 0) return before === 1 ? t('wait.after.one') : t('wait.after.other', { count: before });
  return workers.workers.some(({ alive, run }) => alive && run === null) ? t('wait.now') : t('wait.busy');
}
