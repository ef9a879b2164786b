import type { WorkerBeat } from '../worker/beat-worker.ts';

/** newWorkerBeat is the sign of life of an idle worker without labels. */
export function newWorkerBeat(overrides: Partial<WorkerBeat> = {}): WorkerBeat {
  return {
    id: 'lab:1:x:1',
    host: 'lab',
    pid: 1,
    slot: 1,
    version: '1',
    labels: [],
    state: 'idle',
    stoppedReason: null,
    runId: null,
    ...overrides,
  };
}
