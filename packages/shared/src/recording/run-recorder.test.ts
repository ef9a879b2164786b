import { describe, expect, it, vi } from 'vitest';
import { LatenError } from '../errors.ts';
import { limits } from '../limits.ts';
import { newRunStart, textArtifact } from '../testing/fixtures.ts';
import { InMemoryRecordingStore } from './in-memory-store.ts';
import type { Point, RecordingStore, RunOutcome } from './recording-store.ts';
import { replaySpool } from './replay-spool.ts';
import { createRunRecorder, type RunRecorderOptions, type SpoolRecord } from './run-recorder.ts';

const point = (step: number, value = step): Point => ({
  name: 'loss',
  step,
  epoch: 1,
  value,
  wallTimeMs: step,
});

const finished: RunOutcome = {
  status: 'FINISHED',
  reason: null,
  reasonCode: null,
  progress: { step: 16, totalSteps: 16, epoch: 2, totalEpochs: 2 },
  durationMs: 1,
};

/** A store that can go away and come back, and counts its writes. */
function createFlakyStore() {
  const inner = new InMemoryRecordingStore();
  let away = false;
  let batches = 0;
  const guard = async <T>(use: () => Promise<T>): Promise<T> => {
    if (away) throw new LatenError('DATABASE_UNREACHABLE', 'connection refused');
    return use();
  };
  const store: RecordingStore = {
    beginAttempt: (start) => guard(() => inner.beginAttempt(start)),
    writePoints: (batch) =>
      guard(() => {
        batches += 1;
        return inner.writePoints(batch);
      }),
    writeArtifact: (artifact) => guard(() => inner.writeArtifact(artifact)),
    readRequests: (attempt) => guard(() => inner.readRequests(attempt)),
    beat: (beat) => guard(() => inner.beat(beat)),
    endAttempt: (end) => guard(() => inner.endAttempt(end)),
  };
  const setAway = (value: boolean) => {
    away = value;
  };
  return { inner, store, batches: () => batches, setAway };
}

function createHarness(options: Partial<RunRecorderOptions> = {}) {
  const flaky = createFlakyStore();
  const warnings: string[] = [];
  const spooled: SpoolRecord[] = [];
  const recorder = createRunRecorder({
    store: flaky.store,
    warn: (message) => warnings.push(message),
    spool: async (record) => void spooled.push(record),
    flushIntervalMs: 1,
    finishWithinMs: 20,
    sleep: (durationMs) => new Promise((resolve) => setTimeout(resolve, Math.min(durationMs, 2))),
    ...options,
  });
  return { ...flaky, recorder, warnings, spooled };
}

const steps = (inner: InMemoryRecordingStore, runId: string) =>
  inner.points(runId, 'loss').map(({ step }) => step);

describe('a run recorder', () => {
  it('writes points and artifacts in the order in which they came, and ends the attempt', async () => {
    const { recorder, inner, warnings } = createHarness();
    const { runId } = await recorder.start(newRunStart());
    recorder.log([point(1), point(2)]);
    recorder.saveArtifact(textArtifact('a.txt', 'hello'));
    recorder.log([point(3)]);
    expect(await recorder.finish(finished)).toBe('recorded');
    expect(steps(inner, runId)).toEqual([1, 2, 3]);
    expect(inner.artifacts(runId)).toHaveLength(1);
    expect(inner.run(runId).status).toBe('FINISHED');
    expect(warnings).toEqual([]);
  });

  it('joins what is logged within an interval into one batch', async () => {
    const { recorder, batches } = createHarness({ flushIntervalMs: 2 });
    await recorder.start(newRunStart());
    for (let step = 1; step <= 1_000; step++) recorder.log([point(step)]);
    await recorder.finish(finished);
    expect(batches()).toBe(1);
  });

  it('keeps everything while the store is away, warns once, and writes it on return', async () => {
    const { recorder, inner, setAway, warnings } = createHarness();
    const { runId } = await recorder.start(newRunStart());
    setAway(true);
    for (let step = 1; step <= 50; step++) recorder.log([point(step)]);
    recorder.saveArtifact(textArtifact('a.txt', 'hello'));
    await vi.waitFor(() => expect(warnings).toHaveLength(1));
    expect(warnings[0]).toMatch(/database is away.*Training goes on/);
    expect(recorder.stats()).toMatchObject({ waitingPoints: 50, waitingArtifactBytes: 5, storeAway: true });
    expect(await recorder.heartbeat(finished.progress)).toBeNull();
    setAway(false);
    await vi.waitFor(() => expect(inner.artifacts(runId)).toHaveLength(1));
    expect(steps(inner, runId)).toHaveLength(50);
    expect(warnings).toHaveLength(2);
    expect(recorder.stats()).toMatchObject({ waitingPoints: 0, waitingArtifactBytes: 0, storeAway: false });
  });

  it('spools what is left when it must end while the store is away, and a replay completes the run', async () => {
    const { recorder, inner, store, setAway, spooled } = createHarness();
    const { runId } = await recorder.start(newRunStart());
    recorder.log([point(1)]);
    await vi.waitFor(() => expect(steps(inner, runId)).toEqual([1]));
    setAway(true);
    recorder.log([point(2), point(3, Number.NaN)]);
    recorder.saveArtifact(textArtifact('a.txt', 'hello'));
    expect(await recorder.finish(finished)).toBe('spooled');
    setAway(false);
    expect(spooled).toHaveLength(1);
    const replayed = await replaySpool(store, spooled[0] as SpoolRecord);
    expect(replayed).toEqual({ writtenPoints: 2, droppedPoints: 0 });
    expect(steps(inner, runId)).toEqual([1, 2, 3]);
    expect(inner.run(runId).status).toBe('FINISHED');
  });

  it('drops and counts the points of a spool whose attempt was superseded', async () => {
    const { recorder, store, setAway, spooled, inner } = createHarness();
    const { runId } = await recorder.start(newRunStart());
    setAway(true);
    recorder.log([point(1), point(2)]);
    await recorder.finish({ ...finished, status: 'CANCELED', reason: 'Ctrl-C' });
    setAway(false);
    await inner.endAttempt({ runId, attempt: 1, outcome: { ...finished, status: 'QUEUED' } });
    await inner.beginAttempt(newRunStart({ runId, keepThroughStep: 0 }));
    expect(await replaySpool(store, spooled[0] as SpoolRecord)).toEqual({
      writtenPoints: 0,
      droppedPoints: 2,
    });
    expect(steps(inner, runId)).toEqual([]);
  });

  it('stops recording and says so when another attempt has taken the run over', async () => {
    const onSuperseded = vi.fn();
    const { recorder, inner } = createHarness({ onSuperseded });
    const { runId } = await recorder.start(newRunStart());
    await inner.endAttempt({ runId, attempt: 1, outcome: { ...finished, status: 'QUEUED' } });
    await inner.beginAttempt(newRunStart({ runId, keepThroughStep: 0 }));
    recorder.log([point(1)]);
    expect(await recorder.finish(finished)).toBe('superseded');
    expect(onSuperseded).toHaveBeenCalledTimes(1);
    expect(inner.run(runId)).toMatchObject({ status: 'RUNNING', attempt: 2 });
  });

  it('keeps no more than the stated number of points; it counts what it refuses and warns once', async () => {
    const { recorder, setAway, warnings } = createHarness();
    await recorder.start(newRunStart());
    setAway(true);
    const many = Array.from({ length: 20_000 }, (_, i) => point(i));
    for (let kept = 0; kept < limits.bufferedPoints; kept += many.length) recorder.log(many);
    recorder.log([point(-1)]);
    recorder.log([point(-2)]);
    expect(recorder.stats()).toMatchObject({ waitingPoints: limits.bufferedPoints, refusedPoints: 2 });
    expect(warnings.filter((warning) => warning.includes('2,000,000 points'))).toHaveLength(1);
  });

  it('passes requests on, and asks for a notification with the last batch only', async () => {
    const { recorder, inner, store } = createHarness();
    const notified: boolean[] = [];
    const { runId } = await recorder.start(newRunStart());
    const write = store.writePoints;
    store.writePoints = (batch) => {
      notified.push(batch.notify);
      return write(batch);
    };
    inner.requestCancel(runId);
    expect(await recorder.heartbeat(finished.progress)).toEqual({ cancelRequested: true });
    for (let i = 0; i < 3; i++)
      recorder.log(Array.from({ length: limits.pointsPerBatch }, (_, j) => point(i * 1e6 + j)));
    await recorder.finish(finished);
    expect(notified).toEqual([false, false, true]);
  });

  it('drops what the store refuses for good, warns once, and writes the rest', async () => {
    const { recorder, inner, store, warnings } = createHarness();
    const { runId } = await recorder.start(newRunStart());
    store.writeArtifact = async () => {
      throw new LatenError('LIMIT_EXCEEDED', 'too large');
    };
    for (let i = 0; i < 3; i++) recorder.saveArtifact(textArtifact(`${i}.txt`, 'hello'));
    recorder.log([point(1)]);
    expect(await recorder.finish(finished)).toBe('recorded');
    expect(steps(inner, runId)).toEqual([1]);
    expect(warnings).toEqual(['Something could not be recorded: too large']);
  });

  it('keeps only the newest of a file that is replaced while it waits', async () => {
    const { recorder, inner, setAway } = createHarness();
    const { runId } = await recorder.start(newRunStart());
    setAway(true);
    for (const text of ['first', 'second', 'third line'])
      recorder.saveArtifact(textArtifact('run.log', text));
    expect(recorder.stats().waitingArtifactBytes).toBeLessThanOrEqual('first'.length + 'third line'.length);
    setAway(false);
    await recorder.finish(finished);
    expect(inner.artifacts(runId).map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual([
      'third line',
    ]);
    expect(recorder.stats().waitingArtifactBytes).toBe(0);
  });
});
