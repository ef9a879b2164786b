import type { Database } from '../database.ts';
import { shownStatusSql } from '../run/shown-status.ts';

/** ListedExperiment is an experiment with what is in it. Deleted runs do not count. */
export type ListedExperiment = {
  readonly id: string;
  readonly name: string;
  readonly runs: number;
  /** Of them, those that train now. */
  readonly running: number;
  /** When its newest run was made; null when it has none. */
  readonly lastRunAt: Date | null;
};

/** listExperiments returns all experiments, that of the newest run first, the empty ones last by name. */
export async function listExperiments({ pool }: Pick<Database, 'pool'>): Promise<ListedExperiment[]> {
  const { rows } = await pool.query<ListedExperiment>(
    `SELECT experiment.id, experiment.name, count(run.id)::int AS runs,
       count(*) FILTER (WHERE ${shownStatusSql} = 'RUNNING')::int AS running, max(run.created_at) AS "lastRunAt"
     FROM experiment LEFT JOIN run ON run.experiment_id = experiment.id AND run.deleted_at IS NULL
     GROUP BY experiment.id
     ORDER BY "lastRunAt" DESC NULLS LAST, experiment.name`,
  );
  return rows;
}
