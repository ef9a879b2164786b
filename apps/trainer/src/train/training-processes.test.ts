import { InMemoryRecordingStore } from '@laten/shared';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inheritedEnvironment } from '../env.ts';
import { createIdxFolder } from '../testing/idx-folder.ts';
import { curve, superviseForTest, testConfig } from '../testing/supervised.ts';
import type { EndedMessage } from './protocol.ts';
import type { ChildHandlers, ProcessExit, TrainingProcess } from './training-child.ts';
import { createTrainingProcesses, type TrainingProcessesOptions } from './training-processes.ts';

describe('which processes stay', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A process that does what it is told to, under the pid in which order it was started. */
  function fakeProcess(pid: number): TrainingProcess & { end(ended?: Partial<EndedMessage>): Promise<void> } {
    let run: { handlers: ChildHandlers; resolve: (exit: ProcessExit | null) => void } | null = null;
    const exit = Promise.withResolvers<ProcessExit>();
    const kill = () => {
      exit.resolve({ code: null, signal: 'SIGKILL' });
      run?.resolve({ code: null, signal: 'SIGKILL' });
    };
    return {
      pid,
      kill,
      exited: exit.promise,
      begin: (handlers) => {
        const done = new Promise<ProcessExit | null>((resolve) => {
          run = { handlers, resolve };
        });
        return { pid, start: vi.fn(), stop: vi.fn(), kill, done };
      },
      end: async (ended) => {
        run?.handlers.onMessage({
          type: 'ended',
          how: 'finished',
          step: 1,
          epoch: 1,
          peakRssBytes: 500,
          rssBytes: 500,
          leakedTensors: 0,
          ...ended,
        });
        run?.resolve(null);
        await vi.advanceTimersByTimeAsync(0);
      },
    };
  }

  function keeper(options: Partial<TrainingProcessesOptions> = {}) {
    const started: ReturnType<typeof fakeProcess>[] = [];
    const processes = createTrainingProcesses({
      environment: {},
      mostIdle: 2,
      mostRssBytes: 1_000,
      mostRuns: 3,
      ...options,
      spawn: () => {
        const process = fakeProcess(started.length + 1);
        started.push(process);
        return process;
      },
    });
    const begin = (
      config: Parameters<typeof processes.begin>[0]['config'] = { threads: 1, deterministic: false },
    ) => processes.begin({ config, onMessage: vi.fn(), onLine: vi.fn() }).pid;
    const end = (pid: number, ended?: Partial<EndedMessage>) => started[pid - 1]?.end(ended);
    const isGone = async (pid: number) => {
      const gone = vi.fn();
      void started[pid - 1]?.exited.then(gone);
      await vi.advanceTimersByTimeAsync(0);
      return gone.mock.calls.length > 0;
    };
    return { processes, begin, end, isGone };
  }

  it('gives the next run of the same threads and kernels the process that waits', async () => {
    const { begin, end, processes } = keeper();
    expect(begin()).toBe(1);
    expect(begin()).toBe(2);
    await end(1);
    expect(processes.idleBytes()).toBe(500);
    expect(begin()).toBe(1);
    expect(processes.idleBytes()).toBe(0);
  });

  it('replaces a process that does not fit the next run', async () => {
    const { begin, end, isGone } = keeper();
    begin();
    await end(1);
    expect(begin({ threads: 2, deterministic: false })).toBe(2);
    expect(await isGone(1)).toBe(true);
    await end(2);
    expect(begin({ threads: 2, deterministic: true })).toBe(3);
  });

  it.each<[string, Partial<EndedMessage>]>([
    ['left tensors behind', { leakedTensors: 1 }],
    ['has grown too large', { rssBytes: 1_001 }],
  ])('keeps no process that %s', async (_what, ended) => {
    const { begin, end, isGone } = keeper();
    begin();
    await end(1, ended);
    expect(await isGone(1)).toBe(true);
    expect(begin()).toBe(2);
  });

  it('replaces a process after its last run', async () => {
    const { begin, end, isGone } = keeper();
    for (let run = 1; run <= 3; run++) {
      expect(begin()).toBe(1);
      await end(1);
    }
    expect(await isGone(1)).toBe(true);
    expect(begin()).toBe(2);
  });

  it('lets a process go that has waited for a minute, or is one too many, or that nobody needs any more', async () => {
    const { begin, end, isGone, processes } = keeper();
    for (const pid of [begin(), begin(), begin(), begin()]) await end(pid);
    expect(await Promise.all([1, 2, 3, 4].map(isGone))).toEqual([false, false, true, true]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await Promise.all([1, 2].map(isGone))).toEqual([true, true]);
    const pid = begin();
    await end(pid);
    expect(await isGone(pid)).toBe(false);
    processes.close();
    expect(await isGone(pid)).toBe(true);
  });

  it('ends a process at once whose run outlives the worker', async () => {
    const { begin, end, isGone, processes } = keeper();
    begin();
    processes.close();
    await end(1);
    expect(await isGone(1)).toBe(true);
  });
});

describe('a process that trains a second run', () => {
  const store = new InMemoryRecordingStore();
  const names = ['loss', 'kl_loss', 'val_nelbo', 'val_kl_dimension/0'];

  it('trains the very curve of a fresh one, after a run of another model and other images that was stopped', async () => {
    const { folder, remove } = await createIdxFolder();
    const config = testConfig({ dataset: folder, limit: 8, batchSize: 3 });
    const cold = superviseForTest({ store, config });
    await cold.run();

    const processes = createTrainingProcesses({ environment: inheritedEnvironment(), mostIdle: 1 });
    const other = superviseForTest({
      store,
      config: testConfig({ dataset: folder, limit: 6, validation: 2, latentDim: 3, epochs: 9_999 }),
      processes,
      onProgress: (event, { supervisor }) => {
        if (event.type === 'step' && event.values[0] === 3)
          supervisor.stop({ kind: 'hand-back', reason: 'paused' });
      },
    });
    expect((await other.run()).outcome.status).toBe('QUEUED');
    const warm = superviseForTest({ store, config, processes });
    expect((await warm.run()).outcome.status).toBe('FINISHED');
    expect(warm.child.pid).toBe(other.child.pid);
    for (const name of names) {
      expect(curve(store, warm.runId, name), name).toEqual(curve(store, cold.runId, name));
    }
    processes.close();
    await remove();
  });

  it('goes when a run has failed, and the next one gets another', async () => {
    const { folder, remove } = await createIdxFolder();
    const config = testConfig({ dataset: folder, limit: 8, batchSize: 3 });
    const processes = createTrainingProcesses({ environment: inheritedEnvironment(), mostIdle: 1 });
    const broken = superviseForTest({
      store,
      config: { ...config, learningRate: 10, epochs: 500 },
      processes,
    });
    expect((await broken.run()).outcome).toMatchObject({ status: 'FAILED', reasonCode: 'NON_FINITE_LOSS' });
    const next = superviseForTest({ store, config, processes });
    expect((await next.run()).outcome.status).toBe('FINISHED');
    expect(next.child.pid).not.toBe(broken.child.pid);
    processes.close();
    await remove();
  });
});
