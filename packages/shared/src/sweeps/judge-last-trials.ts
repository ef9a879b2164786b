import type { RunStatus } from '../runs/run-state.ts';

/** TrialCounts are the trials of a sweep by state. */
export type TrialCounts = Readonly<Record<RunStatus, number>>;

/** JUDGED_TRIALS is how many of the newest ended trials are judged together. */
export const JUDGED_TRIALS = 10;

/** EndedTrial is what the judgement needs of a trial that ended FINISHED, FAILED or CRASHED. */
export type EndedTrial = { readonly status: RunStatus; readonly reasonCode: string | null };

/**
 * judgeLastTrials decides whether a sweep should pause itself: half or more of its last ten ended trials failed or crashed.
 * `last` begins with the newest, and holds only what has ended since a person last resumed the sweep: else it would pause again at once.
 */
export function judgeLastTrials(last: readonly EndedTrial[]): { pause: boolean; reason: string | null } {
  const judged = last.slice(0, JUDGED_TRIALS);
  const failed = judged.filter(({ status }) => status === 'FAILED' || status === 'CRASHED');
  if (judged.length < JUDGED_TRIALS || failed.length * 2 < JUDGED_TRIALS)
    return { pause: false, reason: null };
  const reason = `${failed.length} of its last ${JUDGED_TRIALS} trials failed (${countCauses(failed)}). Look at their reasons, then resume or cancel it.`;
  return { pause: true, reason };
}

/** "NON_FINITE_LOSS 4, CHILD_LOST 1": the most frequent first. */
function countCauses(failed: readonly EndedTrial[]): string {
  const counts = new Map<string, number>();
  for (const { reasonCode, status } of failed) {
    const cause = reasonCode ?? status;
    counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([cause, count]) => `${cause} ${count}`)
    .join(', ');
}
