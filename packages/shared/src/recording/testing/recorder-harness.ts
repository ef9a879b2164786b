import { vi } from 'vitest';
import { newRunStart } from '../../testing/fixtures.ts';
import { systemClock } from '../clock.ts';
import { InMemorySpool } from '../in-memory-spool.ts';
import type { InMemoryRecordingStore } from '../in-memory-store.ts';
import type { Attempt, Point, RunOutcome } from '../recording-store.ts';
import {
  createRunRecorder,
  type FinishResult,
  type RunRecorder,
  type RunRecorderOptions,
} from '../run-recorder.ts';
import type { LeftSpool, Spool } from '../spool.ts';
import { createFlakyStore } from './flaky-store.ts';

/** FlakySpool is a spool on a disk that is slow, and can be full for a while: then it takes half of what it should. */
class FlakySpool extends InMemorySpool {
  isFull = false;
  readonly #latencyMs: number;

  constructor({ latencyMs, ...options }: { latencyMs: number; mostOperations?: number }) {
    super(options);
    this.#latencyMs = latencyMs;
  }

  override async append(operations: Parameters<Spool['append']>[0]) {
    await this.#wait();
    if (!this.isFull) return super.append(operations);
    const { kept } = await super.append(operations.slice(0, operations.length / 2));
    return { kept, refusal: 'the disk is full' };
  }

  override async read(place: number) {
    await this.#wait();
    return super.read(place);
  }

  async #wait(): Promise<void> {
    if (this.#latencyMs > 0) await systemClock.sleep(this.#latencyMs);
  }
}

/** HarnessOptions are the recorder's, its spool's, and how long disk and store take. */
export type HarnessOptions = Partial<RunRecorderOptions> & {
  mostOperations?: number;
  latencyMs?: number;
  diskLatencyMs?: number;
};

/** createHarness makes a recorder on a flaky store. Its time is that of Vitest's fake timers. */
export function createHarness(options: HarnessOptions = {}) {
  const { mostOperations, latencyMs = 0, diskLatencyMs = latencyMs, ...recorderOptions } = options;
  const flaky = createFlakyStore({ latencyMs });
  const warnings: string[] = [];
  const spools: FlakySpool[] = [];
  const recorder = createRunRecorder({
    store: flaky.store,
    warn: (message) => warnings.push(message),
    openSpool: async () => {
      const spool = new FlakySpool({ mostOperations, latencyMs: diskLatencyMs });
      spools.push(spool);
      return spool;
    },
    ...recorderOptions,
  });
  return { ...flaky, recorder, warnings, spools };
}

/** startHarness begins an attempt with such a recorder. */
export async function startHarness(options: HarnessOptions = {}) {
  const harness = createHarness(options);
  const [attempt] = await Promise.all([
    harness.recorder.start(newRunStart()),
    vi.advanceTimersByTimeAsync(options.latencyMs ?? 0),
  ]);
  const stored = () => stepsOf(harness.inner, attempt.runId);
  return { ...harness, attempt, stored, runId: attempt.runId };
}

/** range lists the whole numbers from one to another, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** finished is a good end. */
export const finished: RunOutcome = {
  status: 'FINISHED',
  reason: null,
  reasonCode: null,
  progress: { step: 16, totalSteps: 16, epoch: 2, totalEpochs: 2 },
  durationMs: 1,
};

/** lossAt is a point of the loss. */
export function lossAt(step: number, value = step): Point {
  return { name: 'loss', step, epoch: 1, value, wallTimeMs: step };
}

/** finish ends an attempt, and lets as much time pass as that takes. */
export async function finish(recorder: RunRecorder, outcome = finished): Promise<FinishResult> {
  const result = recorder.finish(outcome);
  await vi.advanceTimersByTimeAsync(70_000);
  return result;
}

/** stepsOf lists the steps of the loss that a store has. */
export function stepsOf(store: InMemoryRecordingStore, runId: string): number[] {
  return store.points(runId, 'loss').map(({ step }) => step);
}

/** leftBy is what a replay finds of a spool. */
export function leftBy(attempt: Attempt, spool: InMemorySpool | undefined): LeftSpool {
  const entries = spool?.entries ?? [];
  return {
    attempt,
    entries: (async function* () {
      yield* entries;
    })(),
  };
}
