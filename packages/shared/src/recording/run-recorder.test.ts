import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LatenError } from '../errors.ts';
import { limits } from '../limits.ts';
import { newRunStart, textArtifact } from '../testing/fixtures.ts';
import { createHarness, finish, finished, lossAt, stepsOf } from './testing/recorder-harness.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const passSeconds = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

describe('a run recorder', () => {
  it('writes points and artifacts in the order in which they came, and ends the attempt', async () => {
    const { recorder, inner, warnings, spools } = createHarness();
    const { runId } = await recorder.start(newRunStart());
    recorder.log([lossAt(1), lossAt(2)]);
    recorder.saveArtifact(textArtifact('a.txt', 'hello'));
    recorder.log([lossAt(3)]);
    expect(await finish(recorder)).toBe('recorded');
    expect(stepsOf(inner, runId)).toEqual([1, 2, 3]);
    expect(inner.artifacts(runId)).toHaveLength(1);
    expect(inner.run(runId).status).toBe('FINISHED');
    expect(warnings).toEqual([]);
    expect(spools).toEqual([]);
  });

  it('joins what is logged within an interval into one batch', async () => {
    const { recorder, batches } = createHarness();
    await recorder.start(newRunStart());
    for (let step = 1; step <= 1_000; step++) recorder.log([lossAt(step)]);
    await passSeconds(1);
    recorder.log([lossAt(1_001)]);
    await finish(recorder);
    expect(batches.map(({ steps }) => steps.length)).toEqual([1_000, 1]);
  });

  it('keeps what is logged before the attempt has begun', async () => {
    const { recorder, inner } = createHarness();
    recorder.log([lossAt(1)]);
    await passSeconds(1);
    const { runId } = await recorder.start(newRunStart());
    await passSeconds(1);
    expect(stepsOf(inner, runId)).toEqual([1]);
  });

  it('stops recording and says so when another attempt has taken the run over', async () => {
    const onSuperseded = vi.fn();
    const { recorder, inner, warnings } = createHarness({ onSuperseded });
    const { runId } = await recorder.start(newRunStart());
    await inner.endAttempt({ runId, attempt: 1, outcome: { ...finished, status: 'QUEUED' } });
    await inner.beginAttempt(newRunStart({ runId, keepThroughStep: 0 }));
    recorder.log([lossAt(1), lossAt(2)]);
    expect(await finish(recorder)).toBe('superseded');
    expect(onSuperseded).toHaveBeenCalledTimes(1);
    expect(inner.run(runId)).toMatchObject({ status: 'RUNNING', attempt: 2 });
    expect(warnings).toEqual([expect.stringMatching(/refused\. 2 points that waited were dropped\.$/)]);
  });

  it('passes requests on, and asks for a notification with the last batch only', async () => {
    const { recorder, inner, batches } = createHarness();
    const { runId } = await recorder.start(newRunStart());
    inner.requestCancel(runId);
    expect(await recorder.heartbeat(finished.progress)).toMatchObject({ cancelRequested: true });
    expect(await recorder.requests()).toMatchObject({ cancelRequested: true });
    for (let i = 0; i < 3; i++)
      recorder.log(Array.from({ length: limits.pointsPerBatch }, (_, j) => lossAt(i * 1e6 + j)));
    await finish(recorder);
    expect(batches.map(({ notify }) => notify)).toEqual([false, false, true]);
  });

  it('drops what the store refuses for good, warns once, and writes the rest', async () => {
    const { recorder, inner, store, warnings } = createHarness();
    const { runId } = await recorder.start(newRunStart());
    store.writeArtifact = async () => {
      throw new LatenError('LIMIT_EXCEEDED', 'too large');
    };
    for (let i = 0; i < 3; i++) recorder.saveArtifact(textArtifact(`${i}.txt`, 'hello'));
    recorder.log([lossAt(1)]);
    expect(await finish(recorder)).toBe('recorded');
    expect(stepsOf(inner, runId)).toEqual([1]);
    expect(warnings).toEqual(['Something could not be recorded: too large']);
  });

  it('tries again what failed for no known reason, with the same id', async () => {
    const { recorder, inner, store, batches } = createHarness();
    const { runId } = await recorder.start(newRunStart());
    const tried: string[] = [];
    const write = store.writePoints;
    store.writePoints = async (batch) => {
      if (tried.push(batch.id) === 1) throw new Error('out of nowhere');
      return write(batch);
    };
    recorder.log([lossAt(1)]);
    await passSeconds(2);
    expect(stepsOf(inner, runId)).toEqual([1]);
    expect(tried).toEqual([batches[0]?.id, batches[0]?.id]);
  });

  it('keeps only the newest of a file that is replaced while it waits', async () => {
    const { recorder, inner } = createHarness();
    const { runId } = await recorder.start(newRunStart());
    for (const text of ['first', 'second', 'third line'])
      recorder.saveArtifact(textArtifact('run.log', text));
    expect(recorder.stats().waitingArtifactBytes).toBe('third line'.length);
    await finish(recorder);
    expect(inner.artifacts(runId).map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual([
      'third line',
    ]);
    expect(recorder.stats().waitingArtifactBytes).toBe(0);
  });
});
