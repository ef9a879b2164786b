import { sortLabels } from '@laten/shared';

/**
 * Runs that ask the same labels of a worker share a queue: `run` for those that ask none, `run.gpu.lab2` for those that
 * ask both. So a worker is handed only what it may train, and no job is taken to be put back. A label has no dot.
 */

/** RUN_QUEUE is the name of the queue of the runs that any worker takes. */
export const RUN_QUEUE = 'run';

/** queueNameOf returns the name of the queue of runs that ask for these labels. */
export function queueNameOf(labels: readonly string[]): string {
  return [RUN_QUEUE, ...sortLabels(labels)].join('.');
}

/** isRunQueueSql tells whether a column holds the name of a queue of runs. */
export function isRunQueueSql(name: string): string {
  return `(${name} = '${RUN_QUEUE}' OR ${name} LIKE '${RUN_QUEUE}.%')`;
}

/** queueLabelsSql is the array of labels that a queue's name stands for. */
export function queueLabelsSql(name: string): string {
  return `string_to_array(substr(${name}, ${RUN_QUEUE.length + 2}), '.')`;
}

/** runQueueOptions are those of every queue of runs. A job is settled as soon as its run has begun: these bound the start of a run, never its training. */
export const runQueueOptions = {
  // One live job a run: waiting, to be retried, or in a worker's hands.
  policy: 'exclusive',
  heartbeatSeconds: 15,
  expireInSeconds: 24 * 60 * 60,
  retentionSeconds: 365 * 24 * 60 * 60,
  deleteAfterSeconds: 60 * 60,
  // A job comes back because its worker was lost, and that is counted in the run's row.
  retryLimit: 1_000,
  retryDelay: 0,
} as const;
