import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { hasLabels, type WorkersStatus } from '../runs/describe-status.ts';
import type { ActingSweep } from './prepare-sweep-actions.ts';

/** SweepWords say how a sweep stands: one word, and what is going on or what to do, when that is worth a line. */
export type SweepWords = { readonly label: string; readonly detail: string | null };

/** StandingSweep is what the words depend on. */
export type StandingSweep = ActingSweep & { readonly labels: readonly string[] };

/** describeSweepStatus says how a sweep stands and why: what its trials wait for, why it paused, what it still does. */
export function describeSweepStatus(sweep: StandingSweep, workers: WorkersStatus | undefined): SweepWords {
  const label = t(`sweepStatus.${sweep.status}`);
  switch (sweep.status) {
    case 'ACTIVE':
      return { label, detail: describeMissingWorkers(sweep, workers) };
    case 'PAUSED':
      return describePause(sweep, label);
    case 'CANCELED':
      return describeEnding(sweep, label);
    case 'FINISHED':
      return { label, detail: null };
  }
}

function describePause({ reason, reasonCode, counts }: StandingSweep, label: string): SweepWords {
  if (reasonCode === 'TRIALS_FAIL') return { label, detail: reason };
  if (counts.RUNNING > 0)
    return { label: t('sweepStatus.pausing'), detail: inNumber('sweepStatus.pausing', counts.RUNNING) };
  return { label, detail: t('sweepStatus.paused.byPerson') };
}

function describeEnding({ reason, reasonCode, counts }: StandingSweep, label: string): SweepWords {
  if (counts.RUNNING === 0) return { label, detail: reason };
  const ending = reasonCode === 'CANCELED_AFTER_RUNNING' ? 'sweepStatus.ending' : 'sweepStatus.canceling';
  return { label: t(ending), detail: inNumber(ending, counts.RUNNING) };
}

/** Says why trials wait that no worker will take; null while some worker may. */
function describeMissingWorkers(
  { counts, labels }: StandingSweep,
  workers: WorkersStatus | undefined,
): string | null {
  if (!workers || counts.QUEUED === 0) return null;
  const alive = workers.workers.filter((worker) => worker.alive);
  if (alive.length === 0) return t('sweepStatus.noWorker');
  const fitting = alive.filter((worker) => hasLabels(worker, labels));
  if (fitting.length === 0) return t('sweepStatus.noLabel', { labels: labels.join(',') });
  return fitting.every(({ state }) => state === 'stopped') ? t('sweepStatus.allStopped') : null;
}

function inNumber(
  key: 'sweepStatus.pausing' | 'sweepStatus.ending' | 'sweepStatus.canceling',
  count: number,
): string {
  return count === 1 ? t(`${key}.one`) : t(`${key}.other`, { count: formatCount(count) });
}
