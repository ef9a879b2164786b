import { createRunRecorder, InMemoryRecordingStore, InMemorySpool } from '@laten/shared';
import { newRunStart } from '@laten/shared/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { testConfig } from '../testing/supervised.ts';
import type { FromChild, TrainingReady } from './protocol.ts';
import { createRunLog } from './run-log.ts';
import { createSupervisor, type SupervisedEnd, type SupervisedRun } from './supervise-run.ts';

/** How long a supervisor waits for its child: on a clock that the test moves, with a child that says what it is told to. */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const ready: TrainingReady = {
  startStep: 0,
  stepsPerEpoch: 8,
  totalSteps: 16,
  trainImages: 8,
  validationImages: 4,
  imageShape: [512, 512, 1],
  datasetChecksum: '',
  tensorflow: '2',
  tfjs: '4',
};
const step = (number: number): FromChild => ({ type: 'step', values: [number, 1, 3, 2, 1, 100, number] });

function supervise(options: Partial<SupervisedRun> = {}) {
  const store = new InMemoryRecordingStore();
  const start = newRunStart();
  const [killed, stopped] = [vi.fn(), vi.fn()];
  let end: () => void = () => undefined;
  let say: (message: FromChild) => void = () => undefined;
  let exit: (how: { code: number | null; signal: NodeJS.Signals | null }) => void = () => undefined;
  const supervisor = createSupervisor({
    config: testConfig(),
    home: '',
    checkpoint: null,
    log: createRunLog({ now: () => new Date() }),
    recorder: createRunRecorder({
      store,
      warn: () => undefined,
      openSpool: async () => new InMemorySpool(),
    }),
    beginChild: ({ onMessage }) => {
      say = (message) => {
        onMessage(message);
        if (message.type === 'ended') end();
      };
      const kill = () => {
        killed();
        exit({ code: null, signal: 'SIGKILL' });
      };
      const done = new Promise<Parameters<typeof exit>[0] | null>((resolve) => {
        exit = resolve;
        end = () => resolve(null);
      });
      return { pid: 1, start: () => undefined, stop: stopped, kill, done };
    },
    describeStart: () => start,
    firstArtifacts: [],
    onProgress: () => undefined,
    ...options,
  });
  const ended: Promise<SupervisedEnd> = supervisor.run();
  return { supervisor, ended, killed, stopped, say: (message: FromChild) => say(message) };
}

const cancel = { kind: 'cancel', reason: 'canceled on request' } as const;

it('kills a child that does not stop within 8 s, whatever it took to load', async () => {
  const { supervisor, ended, killed, say } = supervise();
  await vi.advanceTimersByTimeAsync(20_000);
  say({ type: 'ready', ready });
  say(step(1));
  supervisor.stop(cancel);
  await vi.advanceTimersByTimeAsync(7_999);
  expect(killed).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(killed).toHaveBeenCalledOnce();
  await vi.runAllTimersAsync();
  expect((await ended).outcome).toMatchObject({ status: 'CANCELED' });
});

it.each<[string, (say: (message: FromChild) => void) => Promise<unknown>]>([
  [
    'a step before',
    async (say) => {
      await vi.advanceTimersByTimeAsync(5_000);
      say(step(1));
      await vi.advanceTimersByTimeAsync(100);
      say(step(2));
    },
  ],
  [
    'the step that it is in',
    async (say) => {
      say(step(1));
      await vi.advanceTimersByTimeAsync(5_000);
    },
  ],
])(
  'waits three times as long as %s took, so that a slow child can leave its checkpoint',
  async (_which, train) => {
    const { supervisor, ended, killed, say } = supervise();
    say({ type: 'ready', ready });
    await train(say);
    supervisor.stop(cancel);
    await vi.advanceTimersByTimeAsync(14_999);
    expect(killed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(killed).toHaveBeenCalledOnce();
    await vi.runAllTimersAsync();
    await ended;
  },
);

it.each([
  [undefined, '10 minutes'],
  [120_000, '2 minutes'],
])('says for how long a stalled child made no progress: %s', async (stallAfterMs, words) => {
  const { ended, say } = supervise({ stallAfterMs });
  say({ type: 'ready', ready });
  await vi.advanceTimersByTimeAsync((stallAfterMs ?? 600_000) + 10_000);
  expect((await ended).outcome).toMatchObject({
    status: 'FAILED',
    reasonCode: 'STALLED',
    reason: `The training made no progress for ${words}.`,
  });
});

it('hands back a trial whose sweep was paused, unless it was canceled', async () => {
  for (const cancelRequested of [false, true]) {
    const store = new InMemoryRecordingStore();
    vi.spyOn(store, 'readRequests').mockResolvedValue({ pauseRequested: true, cancelRequested });
    const recorder = createRunRecorder({ store, warn: vi.fn(), openSpool: async () => new InMemorySpool() });
    const { ended, say, stopped } = supervise({ recorder });
    say({ type: 'ready', ready });
    await vi.advanceTimersByTimeAsync(500);
    expect(stopped).toHaveBeenCalledOnce();
    say({ type: 'ended', how: 'stopped', step: 1, epoch: 0, peakRssBytes: 0, rssBytes: 0, leakedTensors: 0 });
    await vi.runAllTimersAsync();
    expect((await ended).outcome).toMatchObject(
      cancelRequested
        ? { status: 'CANCELED' }
        : { status: 'QUEUED', reason: 'Its sweep was paused. It goes on from its checkpoint.' },
    );
  }
});

it('waits for a checkpoint no longer than who asks for it has time', async () => {
  const { supervisor, ended, killed, say } = supervise();
  say({ type: 'ready', ready });
  await vi.advanceTimersByTimeAsync(60_000);
  supervisor.stop({ kind: 'hand-back', reason: 'stopped by SIGTERM', withinMs: 5_000 });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(killed).toHaveBeenCalledOnce();
  await vi.runAllTimersAsync();
  expect((await ended).outcome).toMatchObject({ status: 'QUEUED' });
});

it('logs what the process takes and what the machine has left, once a step, and takes it for no sign of progress', async () => {
  const store = new InMemoryRecordingStore();
  const start = newRunStart();
  const recorder = createRunRecorder({ store, warn: vi.fn(), openSpool: async () => new InMemorySpool() });
  const { ended, say } = supervise({
    recorder,
    describeStart: () => start,
    readRoom: async () => ({ memoryFreeBytes: 3, diskFreeBytes: 4 }),
    stallAfterMs: 60_000,
  });
  const usage = { type: 'usage', cpuPercent: 90, rssBytes: 2 } as const;
  say(usage);
  say({ type: 'ready', ready });
  say(usage);
  say(step(1));
  for (let i = 0; i < 8; i++) {
    await vi.advanceTimersByTimeAsync(10_000);
    say(usage);
  }
  await vi.runAllTimersAsync();
  expect((await ended).outcome).toMatchObject({ reasonCode: 'STALLED' });
  const logged = ['cpu_percent', 'memory_bytes', 'memory_free_bytes', 'disk_free_bytes'].map((name) =>
    store.points(start.runId, `system/${name}`).map(({ step, epoch, value }) => [step, epoch, value]),
  );
  expect(logged).toEqual([[[1, 1, 90]], [[1, 1, 2]], [[1, 1, 3]], [[1, 1, 4]]]);
});
