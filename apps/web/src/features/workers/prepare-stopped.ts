import type { WorkersStatus } from '../runs/describe-status.ts';

type Worker = WorkersStatus['workers'][number];

/** StoppedProcess is a worker process that takes no runs, with all of its places, and why. */
export type StoppedProcess = {
  /** Of one of its places: asked to go on, it goes on with all. */
  readonly id: string;
  readonly host: string;
  readonly reason: string;
  readonly resumeRequested: boolean;
};

/** prepareStopped lists the worker processes that have stopped. The places of one stop together, for one reason. */
export function prepareStopped(workers: readonly Worker[]): StoppedProcess[] {
  const stopped = workers.filter(({ alive, state }) => alive && state === 'stopped');
  const byProcess = Map.groupBy(stopped, ({ host, pid, stoppedReason }) => `${host} ${pid} ${stoppedReason}`);
  return [...byProcess.values()].flatMap((places) => {
    const [first] = places;
    if (!first) return [];
    const { id, host, stoppedReason } = first;
    const resumeRequested = places.some((place) => place.resumeRequested);
    return [{ id, host, reason: stoppedReason ?? '', resumeRequested }];
  });
}
