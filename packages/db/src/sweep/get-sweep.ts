import { SweepNotFoundError } from '@laten/shared';
import type { Database } from '../database.ts';
import type { SweepProgress } from './estimate-progress.ts';
import { findSweep } from './find-sweep.ts';
import { type StoredSweep, type SweepListItem, sweepColumnsSql, withTrials } from './list-sweeps.ts';
import { readSweepsProgress } from './read-sweep-progress.ts';

/** SweepDetail is everything that is known of a sweep but its trials. */
export type SweepDetail = SweepListItem & { readonly progress: SweepProgress };

/**
 * getSweep returns a sweep by its id or a unique prefix of it. Throws SweepNotFoundError, also for a deleted one,
 * SweepAmbiguousError, or LatenError (USAGE).
 */
export async function getSweep(database: Pick<Database, 'pool'>, idOrPrefix: string): Promise<SweepDetail> {
  const { id } = await findSweep(database, idOrPrefix);
  const { rows } = await database.pool.query<StoredSweep>(
    `SELECT ${sweepColumnsSql} FROM sweep JOIN experiment ON experiment.id = sweep.experiment_id
     WHERE sweep.id = $1`,
    [id],
  );
  const [stored] = rows;
  if (!stored) throw new SweepNotFoundError(idOrPrefix);
  const [[sweep], progresses] = await Promise.all([
    withTrials(database, [stored]),
    readSweepsProgress(database, [{ sweepId: id, status: stored.status }]),
  ]);
  const progress = progresses.get(id);
  if (!sweep || !progress) throw new SweepNotFoundError(idOrPrefix);
  return { ...sweep, progress };
}
