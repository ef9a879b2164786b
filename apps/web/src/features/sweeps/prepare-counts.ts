import { type RunStatus, runStatuses, type TrialCounts } from '@laten/shared';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';

/** How many trials of a sweep are in which state. */

/** CountPart is the trials of one state: how many, which share of all, and that in words. */
export type CountPart = {
  readonly status: RunStatus;
  readonly count: number;
  readonly share: number;
  readonly text: string;
};

/** What has succeeded stands first, what has yet to begin last. */
const order: readonly RunStatus[] = [
  'FINISHED',
  'PRUNED',
  'FAILED',
  'CRASHED',
  'CANCELED',
  'RUNNING',
  'QUEUED',
];

/** prepareCounts returns the states that trials are in, in the order in which a bar shows them. */
export function prepareCounts(counts: TrialCounts): CountPart[] {
  const all = countAll(counts);
  return order
    .filter((status) => counts[status] > 0)
    .map((status) => ({
      status,
      count: counts[status],
      share: counts[status] / all,
      text: t(`sweepCount.${status}`, { count: formatCount(counts[status]) }),
    }));
}

/** describeCounts says the counts in words: "12 finished, 2 running, 10 queued". */
export function describeCounts(counts: TrialCounts): string {
  const parts = prepareCounts(counts).map(({ text }) => text);
  return parts.length > 0 ? parts.join(', ') : t('sweepCount.none');
}

/** countAll returns how many trials a sweep has. */
export function countAll(counts: TrialCounts): number {
  return runStatuses.reduce((sum, status) => sum + counts[status], 0);
}

/** countEnded returns how many of them neither train nor wait. */
export function countEnded(counts: TrialCounts): number {
  return countAll(counts) - counts.RUNNING - counts.QUEUED;
}

/** countFailed returns how many of them ended with a failure, and can be tried again. */
export function countFailed(counts: TrialCounts): number {
  return counts.FAILED + counts.CRASHED;
}
