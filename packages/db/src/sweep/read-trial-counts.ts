import { type RunStatus, runStatuses, type TrialCounts } from '@laten/shared';
import type { Database } from '../database.ts';
import { shownStatusSql } from '../run/shown-status.ts';

/** TrialsOverview is how many trials a sweep has of each state, and when the first one began. */
export type TrialsOverview = { readonly counts: TrialCounts; readonly startedAt: Date | null };

/** noTrials is the overview of a sweep whose trials have all been deleted. */
export const noTrials: TrialsOverview = {
  counts: Object.fromEntries(runStatuses.map((status) => [status, 0])) as TrialCounts,
  startedAt: null,
};

/** readTrialCounts counts the trials of sweeps by the state that a reader should see. Deleted trials do not count. */
export async function readTrialCounts(
  { pool }: Pick<Database, 'pool'>,
  sweepIds: readonly string[],
): Promise<ReadonlyMap<string, TrialsOverview>> {
  const { rows } = await pool.query<{
    sweepId: string;
    status: RunStatus;
    count: number;
    startedAt: Date | null;
  }>(
    `SELECT sweep_id AS "sweepId", ${shownStatusSql} AS status, count(*)::int AS count, min(started_at) AS "startedAt"
     FROM run WHERE sweep_id = ANY ($1) AND deleted_at IS NULL GROUP BY 1, 2`,
    [sweepIds],
  );
  const overviews = new Map<string, TrialsOverview>();
  for (const { sweepId, status, count, startedAt } of rows) {
    const { counts, startedAt: known } = overviews.get(sweepId) ?? noTrials;
    overviews.set(sweepId, {
      counts: { ...counts, [status]: count },
      startedAt: known && startedAt && known < startedAt ? known : (startedAt ?? known),
    });
  }
  return overviews;
}
