import type { SweepGoal, SweepSpec, SweepStatus, TrialCounts } from '@laten/shared';
import type { Database } from '../database.ts';
import { decodeRunCursor, encodeRunCursor } from '../run/run-cursor.ts';
import { type BestTrial, readBestTrials } from './read-best-trials.ts';
import { noTrials, readTrialCounts } from './read-trial-counts.ts';

/** ListSweepsQuery narrows and pages the list of sweeps. */
export type ListSweepsQuery = {
  /** Name of the experiment. (Default: all.) */
  readonly experiment?: string;
  /** Part of a name, or the start of an id; case does not matter. (Default: all.) */
  readonly search?: string;
  /** Rows of a page. (Default: 50; the most is 200.) */
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | null;
};

/** SweepListItem is a row of the list of sweeps. */
export type SweepListItem = {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly experiment: string;
  /** Null until there are accounts. */
  readonly owner: string | null;
  readonly status: SweepStatus;
  /** Why it is PAUSED or CANCELED, in words and as a stable name. */
  readonly reason: string | null;
  readonly reasonCode: string | null;
  readonly revision: number;
  readonly spec: SweepSpec;
  readonly metric: string;
  readonly goal: SweepGoal;
  readonly labels: readonly string[];
  readonly priority: number;
  /** Trials by state, without deleted ones. */
  readonly counts: TrialCounts;
  /** Null when no trial has a value of the metric. */
  readonly best: BestTrial | null;
  readonly createdAt: Date;
  /** When its first trial began. */
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
};

/** SweepPage is one page of the list. */
export type SweepPage = { readonly sweeps: readonly SweepListItem[]; readonly nextCursor: string | null };

const MOST_ROWS = 200;
const ORDER = 'sweeps createdAt desc';

/** sweepColumnsSql are the columns of a row, of `sweep` and `experiment`. */
export const sweepColumnsSql = `
  sweep.id, sweep.name, sweep.note, experiment.name AS experiment, sweep.owner, sweep.status, sweep.reason,
  sweep.reason_code AS "reasonCode", sweep.revision, sweep.spec, sweep.metric, sweep.goal, sweep.labels, sweep.priority,
  sweep.created_at AS "createdAt", sweep.finished_at AS "finishedAt"`;

/** StoredSweep is what a sweep's own row says. */
export type StoredSweep = Omit<SweepListItem, 'counts' | 'best' | 'startedAt'>;

/** listSweeps returns one page of sweeps, the newest first. Throws LatenError (USAGE) for a foreign cursor. */
export async function listSweeps(
  database: Pick<Database, 'pool'>,
  { experiment, search, limit = 50, cursor }: ListSweepsQuery = {},
): Promise<SweepPage> {
  const rowLimit = Math.min(Math.max(1, limit), MOST_ROWS);
  const after = cursor ? decodeRunCursor(cursor, ORDER) : null;
  const { rows } = await database.pool.query<StoredSweep & { sortKey: string }>(
    `SELECT ${sweepColumnsSql}, sweep.created_at::text AS "sortKey"
     FROM sweep JOIN experiment ON experiment.id = sweep.experiment_id
     WHERE sweep.deleted_at IS NULL AND ($1::text IS NULL OR experiment.name = $1)
       AND ($2::timestamptz IS NULL OR (sweep.created_at, sweep.id) < ($2, $3))
       AND ($4::text IS NULL OR sweep.name ILIKE '%' || $4 || '%' OR sweep.id ILIKE $4 || '%')
     ORDER BY sweep.created_at DESC, sweep.id DESC LIMIT $5`,
    [experiment ?? null, after?.key ?? null, after?.id ?? null, escapeLike(search), rowLimit + 1],
  );
  const page = rows.slice(0, rowLimit);
  const last = page.at(-1);
  const more = rows.length > rowLimit && last;
  return {
    sweeps: await withTrials(
      database,
      page.map(({ sortKey: _key, ...sweep }) => sweep),
    ),
    nextCursor: more ? encodeRunCursor({ order: ORDER, key: last.sortKey, id: last.id }) : null,
  };
}

function escapeLike(search: string | undefined): string | null {
  const text = search?.trim();
  return text ? text.replace(/[\\%_]/g, '\\$&') : null;
}

/** withTrials adds to sweeps what their trials say. */
export async function withTrials<T extends StoredSweep>(
  database: Pick<Database, 'pool'>,
  sweeps: readonly T[],
): Promise<(T & Pick<SweepListItem, 'counts' | 'best' | 'startedAt'>)[]> {
  const ids = sweeps.map(({ id }) => id);
  const [overviews, best] = await Promise.all([
    readTrialCounts(database, ids),
    readBestTrials(database, ids),
  ]);
  return sweeps.map((sweep) => ({
    ...sweep,
    ...(overviews.get(sweep.id) ?? noTrials),
    best: best.get(sweep.id) ?? null,
  }));
}
