import os from 'node:os';
import { type Database, listRuns, readWorkers, type WorkerRow } from '@laten/db';

/**
 * findWaitingRuns returns the ids of the runs that wait for a worker with these labels, also of those that are handed out only
 * after a while: of the first thousand of the queue. What another process has in its hands does not wait.
 */
export async function findWaitingRuns(
  database: Pick<Database, 'pool'>,
  labels: readonly string[],
): Promise<string[]> {
  const { workers, queue } = await readWorkers(database);
  const held = new Set(workers.filter(isElsewhere).map(({ run }) => run?.id));
  const ids = queue.filter((id) => !held.has(id));
  if (ids.length === 0) return [];
  const { runs } = await listRuns(database, { ids, limit: ids.length });
  return runs
    .filter(({ sweepLabels }) => sweepLabels.every((label) => labels.includes(label)))
    .map(({ id }) => id);
}

/** Its own places have nothing in their hands when they ask, whatever their rows still say. */
function isElsewhere({ alive, host, pid }: WorkerRow): boolean {
  return alive && !(host === os.hostname() && pid === process.pid);
}
