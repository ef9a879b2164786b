import type { WorkersStatus } from '../features/runs/describe-status.ts';

/** workersStatus is who trains, and what waits: all of it. */
export function workersStatus(
  workers: readonly WorkersStatus['workers'][number][],
  queue: readonly string[] = [],
): WorkersStatus {
  return { workers, queue, queued: queue.length };
}

/** workerRow is a worker that waits for a run. */
export function workerRow(
  change: Partial<WorkersStatus['workers'][number]> = {},
): WorkersStatus['workers'][number] {
  return {
    id: 'lab:1:x:1',
    host: 'lab',
    pid: 1,
    slot: 1,
    version: '0.1.0',
    labels: [],
    state: 'idle',
    stoppedReason: null,
    resumeRequested: false,
    startedAt: new Date('2026-11-03T07:00:00Z'),
    run: null,
    alive: true,
    ...change,
  };
}
