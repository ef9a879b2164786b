import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newRunStart, textArtifact } from '../testing/fixtures.ts';
import { InMemorySpool } from './in-memory-spool.ts';
import { replaySpool } from './replay-spool.ts';
import {
  finish,
  finished,
  leftBy,
  lossAt,
  range,
  startHarness,
  stepsOf,
} from './testing/recorder-harness.ts';

/** What a recorder does while its store is away. */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const passSeconds = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
describe('while the store is away', () => {
  it('moves what is logged to the spool, warns once, and writes it on return, and then live again', async () => {
    const { recorder, stored, setMode, warnings, spools, artifactNames } = await startHarness();
    recorder.log([lossAt(1)]);
    await passSeconds(1);
    setMode('away');
    for (const step of range(2, 100)) {
      recorder.log([lossAt(step)]);
      if (step === 50) recorder.saveArtifact(textArtifact('a.txt', 'hello', { step: 50 }));
      await passSeconds(1);
    }
    expect(warnings).toEqual([expect.stringMatching(/database is away.*Training goes on/)]);
    expect(recorder.stats()).toEqual({
      waitingPoints: 99,
      spooledPoints: 99,
      waitingArtifactBytes: 5,
      refusedPoints: 0,
      refusedArtifacts: 0,
      storeAway: true,
    });
    expect(await recorder.heartbeat(finished.progress)).toBeNull();
    expect(stored()).toEqual([1]);
    setMode('there');
    await passSeconds(10);
    expect(stored()).toEqual(range(1, 100));
    expect(artifactNames).toEqual(['a.txt']);
    expect(warnings).toEqual([expect.anything(), expect.stringContaining('database is back')]);
    expect(recorder.stats()).toMatchObject({ waitingPoints: 0, waitingArtifactBytes: 0, storeAway: false });
    expect(spools.map(({ entries }) => entries)).toEqual([[]]);
    recorder.log([lossAt(101)]);
    await passSeconds(1);
    expect(stored()).toEqual(range(1, 101));
    expect(spools).toHaveLength(1);
  });

  it('has nothing in memory for longer than a second', async () => {
    const { recorder, setMode, attempt, inner, spools } = await startHarness();
    setMode('away');
    for (const step of range(1, 500)) {
      recorder.log([lossAt(step)]);
      await vi.advanceTimersByTimeAsync(10);
    }
    await passSeconds(1);
    // The process is killed here: nothing of it is asked any more.
    const counts = await replaySpool(inner, leftBy(attempt, spools[0]));
    expect(counts).toEqual({ writtenPoints: 500, droppedPoints: 0, refusals: [] });
  });

  it('sends a batch that was written, but not acknowledged, with the same id again', async () => {
    const { recorder, setMode, batches, store } = await startHarness();
    const write = store.writePoints;
    const tried: string[] = [];
    store.writePoints = async (batch) => {
      tried.push(batch.id);
      const receipt = await write(batch);
      if (tried.length === 1) {
        setMode('away');
        return store.beat({ ...batch, progress: finished.progress }).then(() => receipt);
      }
      return receipt;
    };
    recorder.log([lossAt(1)]);
    await passSeconds(3);
    setMode('there');
    await passSeconds(10);
    expect(batches.map(({ id }) => id)).toEqual([tried[0], tried[0]]);
  });

  it('spools what is left when it must end, with the end, and a replay completes the run', async () => {
    const { recorder, inner, stored, setMode, spools, warnings, attempt, runId } = await startHarness();
    recorder.log([lossAt(1)]);
    await passSeconds(1);
    setMode('away');
    recorder.log([lossAt(2), lossAt(3, Number.NaN)]);
    recorder.saveArtifact(textArtifact('a.txt', 'hello'));
    expect(await finish(recorder)).toBe('spooled');
    expect(warnings.at(-1)).toMatch(/still away.*is in this process; the next start writes it/);
    setMode('there');
    const counts = await replaySpool(inner, leftBy(attempt, spools[0]));
    expect(counts).toEqual({ writtenPoints: 2, droppedPoints: 0, refusals: [] });
    expect(stored()).toEqual([1, 2, 3]);
    expect(inner.run(runId).status).toBe('FINISHED');
  });

  it('spools an end alone, when all else was written', async () => {
    const { recorder, inner, setMode, spools, attempt, runId } = await startHarness();
    recorder.log([lossAt(1)]);
    await passSeconds(1);
    setMode('away');
    expect(await finish(recorder)).toBe('spooled');
    await replaySpool(inner, leftBy(attempt, spools[0]));
    expect(inner.run(runId).status).toBe('FINISHED');
  });

  it('drops and counts what it has spooled when the attempt was superseded meanwhile', async () => {
    const { recorder, inner, setMode, warnings, spools, attempt, runId } = await startHarness();
    setMode('away');
    recorder.log([lossAt(1), lossAt(2)]);
    await passSeconds(2);
    const left = leftBy(attempt, spools[0]);
    await inner.endAttempt({ ...attempt, outcome: { ...finished, status: 'QUEUED' } });
    await inner.beginAttempt(newRunStart({ runId, keepThroughStep: 0 }));
    setMode('there');
    recorder.log([lossAt(3)]);
    expect(await finish(recorder)).toBe('superseded');
    expect(warnings.at(-1)).toMatch(/3 points that waited were dropped/);
    expect(spools[0]?.entries).toEqual([]);
    expect(await replaySpool(inner, left)).toEqual({ writtenPoints: 0, droppedPoints: 2, refusals: [] });
    expect(stepsOf(inner, runId)).toEqual([]);
  });

  it('does not fill the disk with versions of a growing file, and keeps the last one', async () => {
    const { recorder, setMode, spools } = await startHarness();
    setMode('away');
    for (const second of range(1, 100)) {
      recorder.saveArtifact(textArtifact('run.log', `${second}`));
      await passSeconds(1);
    }
    expect(spools[0]?.entries).toHaveLength(4);
    await finish(recorder);
    const texts = spools[0]?.entries.flatMap((entry) =>
      entry.kind === 'artifact' ? [new TextDecoder().decode(entry.artifact.bytes)] : [],
    );
    expect(texts).toHaveLength(5);
    expect(texts?.at(-1)).toBe('100');
  });
});

describe('a store that is slower than the training', () => {
  it('has memory relieved by the disk', async () => {
    const memory = { points: 40, artifactBytes: 1_000 };
    const { recorder, stored, warnings } = await startHarness({
      latencyMs: 3_000,
      diskLatencyMs: 10,
      memory,
      spillIntervalMs: 10,
    });
    for (const step of range(1, 1_000)) {
      recorder.log([lossAt(step)]);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(recorder.stats()).toMatchObject({ refusedPoints: 0, storeAway: false });
    await passSeconds(60);
    expect(stored()).toEqual(range(1, 1_000));
    expect(warnings).toEqual([]);
  });

  it('has a minute at the end as long as it answers, and five seconds when a run is handed back', async () => {
    const finishAll = async (status: 'FINISHED' | 'QUEUED') => {
      const { recorder, artifactNames } = await startHarness({ latencyMs: 2_000 });
      for (const step of range(1, 10)) recorder.saveArtifact(textArtifact(`${step}`, 'x', { step }));
      return { recorded: await finish(recorder, { ...finished, status }), written: artifactNames.length };
    };
    expect(await finishAll('FINISHED')).toEqual({ recorded: 'recorded', written: 10 });
    expect(await finishAll('QUEUED')).toMatchObject({ recorded: 'spooled' });
  });
});

describe('a store that does not answer', () => {
  it('is taken for away after five seconds: what is in flight and all after it goes to the spool', async () => {
    const { recorder, setMode, warnings, spools, stored, batches } = await startHarness();
    setMode('hangs');
    recorder.log([lossAt(1)]);
    await passSeconds(4);
    recorder.log([lossAt(2)]);
    expect(warnings).toEqual([]);
    await passSeconds(3);
    expect(warnings).toEqual([expect.stringMatching(/database is away.*no answer for 5 s/)]);
    expect(spools[0]?.entries).toHaveLength(2);
    setMode('there');
    await passSeconds(1);
    expect(stored()).toEqual([1, 2]);
    expect(batches).toHaveLength(2);
    expect(recorder.stats()).toMatchObject({ waitingPoints: 0, storeAway: false });
  });

  it('does not hold up the end for longer than was asked', async () => {
    const { recorder, setMode, spools } = await startHarness();
    setMode('hangs');
    recorder.log([lossAt(1)]);
    await passSeconds(1);
    recorder.log([lossAt(2)]);
    const result = recorder.finish(finished);
    await passSeconds(5);
    expect(await result).toBe('spooled');
    expect(spools[0]?.entries.map(({ kind }) => kind)).toEqual(['points', 'points', 'end']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('holds up for a second, once it is known to be away, the end of a process that is told to stop', async () => {
    const { recorder, setMode } = await startHarness();
    setMode('hangs');
    recorder.log([lossAt(1)]);
    await passSeconds(10);
    const result = recorder.finish({ ...finished, status: 'QUEUED' });
    await passSeconds(1);
    expect(await result).toBe('spooled');
  });

  it('does not hold up the end when it takes the points and then falls silent', async () => {
    const { recorder, setMode, store, spools, stored } = await startHarness();
    recorder.log([lossAt(1)]);
    const endAttempt = store.endAttempt;
    store.endAttempt = (end) => {
      setMode('hangs');
      return endAttempt(end);
    };
    const result = recorder.finish(finished);
    await passSeconds(5);
    expect(await result).toBe('spooled');
    expect(stored()).toEqual([1]);
    expect(spools[0]?.entries.map(({ kind }) => kind)).toEqual(['end']);
  });
});

describe('a disk that takes no more', () => {
  it('has the rest stay in memory, says so once, and loses nothing when the store comes back in time', async () => {
    const { recorder, stored, setMode, warnings } = await startHarness({ mostOperations: 2 });
    setMode('away');
    for (const step of range(1, 30)) {
      recorder.log([lossAt(step)]);
      await passSeconds(2);
    }
    expect(recorder.stats()).toMatchObject({ waitingPoints: 30, spooledPoints: 2 });
    expect(warnings.filter((warning) => warning.includes('at most 2 operations'))).toHaveLength(1);
    setMode('there');
    await passSeconds(10);
    expect(stored()).toEqual(range(1, 30));
  });

  it('takes what it has room for, from what is in flight on, and the rest is not forgotten', async () => {
    const { recorder, stored, setMode, artifactNames } = await startHarness({ mostOperations: 2 });
    setMode('away');
    recorder.log([lossAt(1)]);
    recorder.saveArtifact(textArtifact('a.txt', 'hello', { step: 1 }));
    recorder.log([lossAt(2)]);
    await passSeconds(1);
    expect(recorder.stats()).toMatchObject({ waitingPoints: 2, spooledPoints: 1 });
    setMode('there');
    await passSeconds(10);
    expect(stored()).toEqual([1, 2]);
    expect(artifactNames).toEqual(['a.txt']);
  });

  it('that cannot be used at all is no reason to stop, and is tried again', async () => {
    let isBroken = true;
    const spools: InMemorySpool[] = [];
    const { recorder, setMode, warnings } = await startHarness({
      openSpool: async () => {
        if (isBroken) throw new Error('read-only file system');
        return spools[spools.push(new InMemorySpool()) - 1]!;
      },
    });
    setMode('away');
    for (const step of range(1, 20)) {
      recorder.log([lossAt(step)]);
      await passSeconds(1);
    }
    expect(recorder.stats()).toMatchObject({ waitingPoints: 20, spooledPoints: 0, refusedPoints: 0 });
    expect(warnings.filter((warning) => warning.includes('read-only file system'))).toHaveLength(1);
    isBroken = false;
    await passSeconds(10);
    expect(recorder.stats()).toMatchObject({ waitingPoints: 20, spooledPoints: 20 });
  });

  it('leaves no more in memory than was allowed; what is refused is counted, and said once and on return', async () => {
    const memory = { points: 10, artifactBytes: 8 };
    const { recorder, setMode, warnings, stored } = await startHarness({ memory, mostOperations: 0 });
    setMode('away');
    for (const step of range(1, 12)) recorder.log([lossAt(step)]);
    recorder.saveArtifact(textArtifact('a.txt', '12345', { step: 1 }));
    recorder.saveArtifact(textArtifact('b.txt', '12345', { step: 2 }));
    expect(recorder.stats()).toMatchObject({ waitingPoints: 10, refusedPoints: 2, refusedArtifacts: 1 });
    expect(warnings.filter((warning) => warning.includes('at most 10 points'))).toHaveLength(1);
    await passSeconds(2);
    setMode('there');
    await passSeconds(10);
    expect(stored()).toEqual(range(1, 10));
    expect(warnings.at(-1)).toMatch(/database is back.*no room for 2 points and 1 artifacts/);
  });

  it('has the end say what is lost', async () => {
    const broken = await startHarness({
      openSpool: () => Promise.reject(new Error('read-only file system')),
    });
    broken.setMode('away');
    broken.recorder.log([lossAt(1)]);
    expect(await finish(broken.recorder)).toBe('lost');
    expect(broken.warnings.at(-1)).toMatch(/is lost.*read-only file system/);

    const full = await startHarness({ mostOperations: 0 });
    full.setMode('away');
    full.recorder.log([lossAt(1)]);
    expect(await finish(full.recorder)).toBe('spooled');
    expect(full.warnings.at(-1)).toMatch(/1 points and 0 bytes of artifacts found no room/);
    expect(full.spools[0]?.entries.map(({ kind }) => kind)).toEqual(['end']);
  });

  it('that cannot be read back is left as it is, and recording goes on', async () => {
    const { recorder, setMode, spools, stored, warnings } = await startHarness();
    setMode('away');
    recorder.log([lossAt(1)]);
    await passSeconds(2);
    const [spool] = spools;
    vi.spyOn(spool!, 'read').mockRejectedValue(new Error('I/O error'));
    // The first batch is in flight and known; the second one is on disk only.
    recorder.log([lossAt(2)]);
    await passSeconds(2);
    setMode('there');
    await passSeconds(10);
    recorder.log([lossAt(3)]);
    expect(await finish(recorder)).toBe('recorded');
    expect(stored()).toEqual([1, 3]);
    expect(warnings).toContainEqual(expect.stringMatching(/cannot be used any more: I\/O error/));
  });
});
