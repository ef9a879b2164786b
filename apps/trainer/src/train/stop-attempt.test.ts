import type { RunRecorder, RunRequests } from '@laten/shared';
import { newRunStart } from '@laten/shared/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { testConfig } from '../testing/supervised.ts';
import type { TrainingReady } from './protocol.ts';
import { createRunLog } from './run-log.ts';
import { createSupervisor } from './supervise-run.ts';
import type { ChildHandlers, ProcessExit, TrainingChild } from './training-child.ts';

/** How a supervisor stops its child, by the clock of the test. No process, no store. */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const ready: TrainingReady = {
  startStep: 0,
  stepsPerEpoch: 1,
  totalSteps: 1,
  trainImages: 1,
  validationImages: 1,
  imageShape: [4, 4, 1],
  datasetChecksum: '',
  tensorflow: '',
  tfjs: '',
};

/** An attempt whose child has begun, and does not end before it is killed. */
function beginAttempt() {
  const requests: RunRequests = { cancelRequested: false, pauseRequested: false };
  const recorder: RunRecorder = {
    start: async ({ runId }) => ({ runId, attempt: 1 }),
    log: () => undefined,
    saveArtifact: () => undefined,
    requests: async () => ({ ...requests }),
    heartbeat: async () => ({ ...requests }),
    finish: async () => 'recorded',
    stats: () => {
      throw new Error('nobody asks');
    },
  };
  const exit = Promise.withResolvers<ProcessExit>();
  const child = {
    pid: 1,
    start: () => undefined,
    stop: vi.fn(),
    kill: vi.fn(() => exit.resolve({ code: null, signal: 'SIGKILL' })),
    done: exit.promise,
  } satisfies TrainingChild;
  const supervisor = createSupervisor({
    config: testConfig(),
    home: '/nowhere',
    checkpoint: null,
    recorder,
    log: createRunLog({ now: () => new Date() }),
    beginChild: ({ onMessage }: ChildHandlers) => {
      queueMicrotask(() => onMessage({ type: 'ready', ready }));
      return child;
    },
    describeStart: () => newRunStart(),
    firstArtifacts: [],
    onProgress: () => undefined,
  });
  return { requests, child, supervisor, ended: supervisor.run() };
}

type Attempt = ReturnType<typeof beginAttempt>;

const signal = ({ supervisor }: Attempt) =>
  supervisor.stop({ kind: 'hand-back', reason: 'stopped by SIGTERM', withinMs: 5_000 });
const cancel = ({ requests }: Attempt) => Object.assign(requests, { cancelRequested: true });
const pause = ({ requests }: Attempt) => Object.assign(requests, { pauseRequested: true });

it.each<[string, ((attempt: Attempt) => void)[], number, string]>([
  ['a signal', [signal], 5_000, 'QUEUED'],
  ['two signals', [signal, signal], 0, 'QUEUED'],
  ['a cancel', [cancel], 8_000, 'CANCELED'],
  ['a cancel and a signal', [cancel, signal], 5_000, 'CANCELED'],
  ['a pause and a signal', [pause, signal], 5_000, 'QUEUED'],
  ['a cancel and two signals', [cancel, signal, signal], 0, 'CANCELED'],
])('after %s', async (_what, asked, killedAfterMs, status) => {
  const attempt = beginAttempt();
  for (const ask of asked) {
    ask(attempt);
    // A request in the database is heard of within half a second.
    if (ask !== signal) await vi.waitFor(() => expect(attempt.child.stop).toHaveBeenCalled());
  }
  const { kill } = attempt.child;
  if (killedAfterMs > 0) {
    await vi.advanceTimersByTimeAsync(killedAfterMs - 1_000);
    expect(kill).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(kill).toHaveBeenCalledOnce();
  expect((await attempt.ended).outcome.status).toBe(status);
});
