import { isRunEnded, runStatuses, type TrialCounts } from '@laten/shared';

/** Which parts of a sweep's page are old once the sweep has changed. Each is long to read: none is read without need. */

/** SweepPart is a part that is read apart from the sweep itself. */
export type SweepPart = 'best' | 'failures';

/** SweepState is what tells of a sweep whether its parts are old. */
export type SweepState = { readonly revision: number; readonly counts: TrialCounts };

/** DueParts are the parts to read again; `atOnce` because these are the last values, and people wait for them. */
export type DueParts = { readonly parts: readonly SweepPart[]; readonly atOnce: boolean };

/**
 * findDueParts compares a sweep with what it was. The best values change when a trial ends. So do the failures, but also when
 * one is tried again: then it is queued, which the counts do not tell once a worker has taken the next one.
 */
export function findDueParts(before: SweepState, now: SweepState): DueParts {
  const hasEnded = runStatuses.some(
    (status) => isRunEnded(status) && before.counts[status] !== now.counts[status],
  );
  const hasChanged = hasEnded || before.revision !== now.revision;
  return {
    parts: [...(hasEnded ? ['best' as const] : []), ...(hasChanged ? ['failures' as const] : [])],
    atOnce: isUnderWay(before) && !isUnderWay(now),
  };
}

/** isUnderWay tells a sweep with trials that train or wait. */
export function isUnderWay({ counts }: Pick<SweepState, 'counts'>): boolean {
  return counts.RUNNING + counts.QUEUED > 0;
}
