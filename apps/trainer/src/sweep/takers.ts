import { type Database, readWorkers } from '@laten/db';

/** Who trains the trials of a sweep, and in words why nobody does. */

/** Takers are the living workers that have a sweep's labels. */
export type Takers = {
  readonly labels: readonly string[];
  /** How many trials they take at once. One that has stopped takes none, also while it still trains one. */
  readonly count: number;
  /** Why those that have stopped take none, by process. */
  readonly stopped: ReadonlyMap<string, string>;
};

/** findTakers returns who takes trials of these labels. */
export async function findTakers(
  database: Pick<Database, 'pool'>,
  labels: readonly string[],
): Promise<Takers> {
  const { workers } = await readWorkers(database);
  const fitting = workers.filter(
    (worker) => worker.alive && labels.every((label) => worker.labels.includes(label)),
  );
  const stopped = new Map<string, string>();
  for (const { host, pid, stoppedReason } of fitting) {
    if (stoppedReason !== null) stopped.set(`${host}:${pid}`, stoppedReason);
  }
  return { labels, count: fitting.filter(({ stoppedReason }) => stoppedReason === null).length, stopped };
}

/** describeVacancy says why no worker takes the trials of a sweep, and what a person can do. */
export function describeVacancy({ labels, stopped }: Omit<Takers, 'count'>): string {
  if (stopped.size > 0) {
    const reasons = [...stopped].map(([worker, reason]) => `${worker} has stopped: ${reason}`);
    return `No worker takes its trials now. ${reasons.join(' ')}`;
  }
  const command = ['./laten worker', ...(labels.length > 0 ? [`--labels ${labels.join(',')}`] : [])].join(
    ' ',
  );
  return `No worker is alive that takes its trials. Start one, here or elsewhere: ${command}`;
}
