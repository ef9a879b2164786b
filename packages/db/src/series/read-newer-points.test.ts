import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type NewerAnswer, readNewerPoints } from './read-newer-points.ts';
import { readManySeries } from './read-series.ts';

type Pair = readonly [number, number];

describe('readNewerPoints', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  const begin = async () => {
    const store = createPostgresRecordingStore(test.database);
    const attempt = await store.beginAttempt(newRunStart());
    const write = async (name: string, pairs: readonly Pair[]) =>
      (await store.writePoints(pointBatch(attempt, name, pairs))).revision;
    const read = (after: Readonly<Record<string, number>>) =>
      readNewerPoints(test.database, {
        runId: attempt.runId,
        series: Object.entries(after).map(([name, afterRevision]) => ({ name, afterRevision })),
      });
    return { ...attempt, store, write, read };
  };
  const pairsOf = ({ series }: NewerAnswer) =>
    Object.fromEntries(series.map(({ name, steps, values }) => [name, steps.map((s, i) => [s, values[i]])]));

  it('sends each series what its reader does not have, and says how far that is', async () => {
    const { read, write } = await begin();
    const first = await write('loss', [
      [1, 5],
      [2, 4],
    ]);
    const second = await write('loss', [[3, 3]]);
    const third = await write('kl_loss', [[3, 1]]);
    const answer = await read({ loss: first, kl_loss: 0, never: 0 });
    expect(answer).toMatchObject({ attempt: 1, revision: third, reload: false });
    expect(pairsOf(answer)).toEqual({ loss: [[3, 3]], kl_loss: [[3, 1]] });
    expect(pairsOf(await read({ loss: second, kl_loss: third }))).toEqual({});
  });

  it('keeps NaN and infinities', async () => {
    const { read, write } = await begin();
    const pairs: Pair[] = [
      [1, Number.NaN],
      [2, Number.POSITIVE_INFINITY],
      [3, Number.NEGATIVE_INFINITY],
    ];
    await write('loss', pairs);
    expect(pairsOf(await read({ loss: 0 }))).toEqual({ loss: pairs });
  });

  it('finds the same as a look at every point, wherever the points lie and from whatever revision', async () => {
    const { read, write, runId } = await begin();
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
      return Math.floor((seed / 4_294_967_296) * below);
    };
    let newest = 0;
    for (let batch = 0; batch < 30; batch += 1) {
      const around = random(3) === 0 ? random(2_000_000_000) : random(9_000);
      const steps = [...new Set(Array.from({ length: 1 + random(40) }, () => around + random(5_000)))];
      newest = await write(
        random(2) ? 'loss' : 'kl_loss',
        steps.map((step) => [step, random(1_000)]),
      );
    }
    await write('loss', [[2_147_483_647, 1]]);
    for (let from = 0; from <= newest; from += 5) {
      const { rows } = await test.database.pool.query<{ name: string; step: number; value: number }>(
        `SELECT name, step, value FROM point JOIN series ON series.id = series_id
         WHERE run_id = $1 AND point.revision > $2 ORDER BY name, step`,
        [runId, from],
      );
      const expected: Record<string, number[][]> = {};
      for (const { name, step, value } of rows) {
        expected[name] ??= [];
        expected[name].push([step, value]);
      }
      expect(pairsOf(await read({ loss: from, kl_loss: from }))).toEqual(expected);
    }
  });

  it('sends no points but says `reload` beyond 20,000', async () => {
    const { read, write } = await begin();
    const pairs = (from: number, count: number): Pair[] =>
      Array.from({ length: count }, (_, i) => [from + i, 1]);
    await write('loss', pairs(1, 20_000));
    const exactly = await read({ loss: 0 });
    expect([exactly.reload, exactly.series[0]?.steps.length]).toEqual([false, 20_000]);
    const revision = await write('loss', pairs(20_001, 1));
    expect(await read({ loss: 0 })).toEqual({ attempt: 1, revision, reload: true, series: [] });
  });

  it('tells the new attempt, under which points may be gone', async () => {
    const { read, write, store, runId, attempt } = await begin();
    await write('loss', [[1, 1]]);
    const progress = { step: 1, totalSteps: 16, epoch: 0, totalEpochs: 2 };
    const outcome = {
      status: 'CANCELED',
      reason: 'asked',
      reasonCode: null,
      progress,
      durationMs: 1,
    } as const;
    await store.endAttempt({ runId, attempt, outcome });
    await store.beginAttempt(newRunStart({ runId, keepThroughStep: 0 }));
    expect(await read({ loss: 2 })).toMatchObject({ attempt: 2, series: [] });
  });

  it('and the first reading leave nothing out and nothing twice, while points are being written', async () => {
    const { read, write, runId } = await begin();
    await write('loss', [[0, 0]]);
    let isWriting = true;
    const writing = (async () => {
      for (let step = 1; step <= 120; step += 1) await write('loss', [[step, step]]);
      isWriting = false;
    })();
    const [line] = await readManySeries(test.database, { runId, names: ['loss'], widthPx: 1_000 });
    const steps = [...(line?.steps ?? [])];
    let revision = line?.revision ?? 0;
    for (let isLast = false; !isLast; ) {
      isLast = !isWriting;
      const answer = await read({ loss: revision });
      revision = answer.revision;
      steps.push(...(answer.series[0]?.steps ?? []));
    }
    await writing;
    expect(steps).toEqual(Array.from({ length: 121 }, (_, i) => i));
  });

  it('does not find a run that is not there, or deleted', async () => {
    const { read, write, runId } = await begin();
    await write('loss', [[1, 1]]);
    await test.database.pool.query('UPDATE run SET deleted_at = now() WHERE id = $1', [runId]);
    await expect(read({ loss: 0 })).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
  });
});
