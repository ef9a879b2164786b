import { createRunRecorder, InMemoryRecordingStore } from '@laten/shared';
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
  const killed = vi.fn();
  let say: (message: FromChild) => void = () => undefined;
  let exit: (how: { code: number | null; signal: NodeJS.Signals | null }) => void = () => undefined;
  const supervisor = createSupervisor({
    config: testConfig(),
    home: '',
    checkpoint: null,
    log: createRunLog({ now: () => new Date() }),
    recorder: createRunRecorder({ store, warn: () => undefined, spool: async () => undefined }),
    spawnChild: ({ onMessage }) => {
      say = onMessage;
      const kill = () => {
        killed();
        exit({ code: null, signal: 'SIGKILL' });
      };
      const exited = new Promise<Parameters<typeof exit>[0]>((resolve) => {
        exit = resolve;
      });
      return { pid: 1, start: () => undefined, stop: () => undefined, kill, exited };
    },
    describeStart: () => start,
    firstArtifacts: [],
    onProgress: () => undefined,
    ...options,
  });
  const ended: Promise<SupervisedEnd> = supervisor.run();
  return { supervisor, ended, killed, say: (message: FromChild) => say(message) };
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
