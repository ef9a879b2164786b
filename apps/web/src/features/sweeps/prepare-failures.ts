import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import type { TrialFailure } from './sweep-types.ts';

/** The failures of a sweep, those of one cause together. */

/** FailureGroup is the trials that failed for one cause, the most frequent cause first. */
export type FailureGroup = {
  /** The stable name of the cause; empty when none was given. */
  readonly cause: string;
  readonly title: string;
  readonly failures: readonly TrialFailure[];
};

/** groupFailures puts together what failed for the same cause. */
export function groupFailures(failures: readonly TrialFailure[]): FailureGroup[] {
  const byCause = Map.groupBy(failures, ({ reasonCode }) => reasonCode ?? '');
  return [...byCause]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([cause, group]) => ({ cause, title: titleOf(cause, group.length), failures: group }));
}

/** describeCut says that not all failures are listed; null when they are, or while nobody knows. */
export function describeCut(listed: number, total: number | undefined): string | null {
  if (total === undefined || total <= listed) return null;
  return t('sweep.failures.first', { listed: formatCount(listed), total: formatCount(total) });
}

function titleOf(code: string, count: number): string {
  const cause = code || t('sweep.failures.unknown');
  return count === 1
    ? t('sweep.failures.cause.one', { cause })
    : t('sweep.failures.cause.other', { cause, count: formatCount(count) });
}

/** describeTries says how often a trial was tried, and how many workers were lost over it; null when there is nothing to say. */
export function describeTries({ failures, lostWorkers }: TrialFailure): string | null {
  const parts = [
    ...(failures > 1 ? [t('sweep.failures.tries', { count: formatCount(failures) })] : []),
    ...(lostWorkers === 1 ? [t('sweep.failures.lost.one')] : []),
    ...(lostWorkers > 1 ? [t('sweep.failures.lost.other', { count: formatCount(lostWorkers) })] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : null;
}
