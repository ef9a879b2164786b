import {
  type Attempt,
  addToRollup,
  addToSummary,
  emptySummary,
  goalOfMetric,
  limits,
  type Rollup,
  rollupLevels,
} from '@laten/shared';
import { newRunStart, pointBatch } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RUN_CHANNEL } from '../live/channels.ts';
import { getRunDetail } from '../run/get-run-detail.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { createPostgresRecordingStore } from './postgres-recording-store.ts';

describe('writePoints', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  const openStore = () => createPostgresRecordingStore(test.database);

  const findSeries = (attempt: Attempt, name: string) =>
    test.database.prisma.series.findUniqueOrThrow({
      where: { runId_name: { runId: attempt.runId, name } },
      include: { rollups: { orderBy: [{ level: 'asc' }, { bucket: 'asc' }] } },
    });

  it('tells listeners the run and its revision when asked to, and not for a replay', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    const listener = await test.database.pool.connect();
    const heard: string[] = [];
    const marked = new Promise<void>((resolve) => {
      listener.on('notification', ({ payload }) => {
        if (payload === 'end') resolve();
        else if (payload) heard.push(payload);
      });
    });
    await listener.query(`LISTEN ${RUN_CHANNEL}`);
    const batch = { ...pointBatch(attempt, 'loss', [[1, 1]]), notify: true };
    const { revision } = await store.writePoints(batch);
    await store.writePoints(batch);
    await store.writePoints(pointBatch(attempt, 'loss', [[2, 1]]));
    await test.database.pool.query('SELECT pg_notify($1, $2)', [RUN_CHANNEL, 'end']);
    await marked;
    listener.release(true);
    expect(heard).toEqual([`${attempt.runId}:${revision}`]);
  });

  it('is a sign of life: who has just slept need not wait for the next beat', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    const { runId } = attempt;
    await test.database.pool.query(`UPDATE run SET heartbeat_at = now() - interval '1 hour' WHERE id = $1`, [
      runId,
    ]);
    const { now } = (await test.database.pool.query<{ now: Date }>('SELECT now()')).rows[0]!;
    await store.writePoints(pointBatch(attempt, 'loss', [[1, 1]]));
    const heard = (await getRunDetail(test.database, runId)).heartbeatAt;
    expect(heard?.getTime()).toBeGreaterThanOrEqual(now.getTime());
  });

  it('marks points, rollups and summary with the revision, so that a reader finds what is newer', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    const first = await store.writePoints(pointBatch(attempt, 'loss', [[1, 1]]));
    const second = await store.writePoints(pointBatch(attempt, 'loss', [[70, 2]]));
    const series = await findSeries(attempt, 'loss');
    expect(series.revision).toBe(second.revision);
    expect(series.rollups.map(({ level, bucket, revision }) => [level, bucket, revision])).toEqual([
      [64, 0, first.revision],
      [64, 1, second.revision],
      [4096, 0, second.revision],
    ]);
    const newer = await test.database.prisma.point.findMany({
      where: { seriesId: series.id, revision: { gt: first.revision } },
    });
    expect(newer.map((point) => point.step)).toEqual([70]);
  });

  it("takes the run's step with it, and never back", async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    const stepAfter = async (step: number) => {
      await store.writePoints(pointBatch(attempt, 'loss', [[step, 1]]));
      return (await test.database.prisma.run.findUniqueOrThrow({ where: { id: attempt.runId } })).step;
    };
    expect([await stepAfter(8), await stepAfter(3), await stepAfter(12)]).toEqual([8, 8, 12]);
  });

  it('equals the specification for values at the edge of what a number holds', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    const values = [1e200, -1e200, 1e-200, 5e-324, 0, Number.MAX_VALUE, Number.NaN, Number.NEGATIVE_INFINITY];
    const pairs = values.map((value, step) => [step, value] as const);
    await store.writePoints(pointBatch(attempt, 'val_nelbo', pairs.slice(0, 3)));
    await store.writePoints(pointBatch(attempt, 'val_nelbo', pairs.slice(3)));
    const series = await findSeries(attempt, 'val_nelbo');
    expect(series).toMatchObject(
      pairs.reduce(
        (summary, [step, value]) => addToSummary(summary, { step, value, goal: goalOfMetric('val_nelbo') }),
        emptySummary,
      ),
    );
    expect(series.rollups[0]).toMatchObject({
      min: -1e200,
      max: Number.MAX_VALUE,
      sumSquares: Number.POSITIVE_INFINITY,
    });
  });

  it('keeps rollups right while several connections write the same attempt at once', async () => {
    const stores = await Promise.all([test.open(), test.open(), test.open()]);
    const attempt = await openStore().beginAttempt(newRunStart());
    const points = Array.from({ length: 600 }, (_, i) => [i, (i * 37) % 101] as const);
    await Promise.all(
      stores.map(async (database, writer) => {
        const store = createPostgresRecordingStore(database);
        // Every batch overlaps with those of the other writers.
        for (let from = writer * 50; from < points.length; from += 100) {
          await store.writePoints(pointBatch(attempt, 'val_nelbo', points.slice(from, from + 150)));
        }
      }),
    );
    await Promise.all(stores.map((database) => database.close()));
    const series = await findSeries(attempt, 'val_nelbo');
    expect(series).toMatchObject({ n: 600, last: points[599]?.[1], min: 0, bestStep: 0 });
    for (const level of rollupLevels) {
      const expected = new Map<number, Rollup>();
      for (const [step, value] of points) {
        const bucket = Math.floor(step / level);
        expected.set(bucket, addToRollup(expected.get(bucket), { level, step, value }));
      }
      expect(series.rollups.filter((rollup) => rollup.level === level)).toMatchObject([...expected.values()]);
    }
  });

  it('lets no write of a superseded attempt through, however the two race', async () => {
    const store = openStore();
    const runId = (await store.beginAttempt(newRunStart())).runId;
    const stale = { runId, attempt: 1 };
    const writes = Array.from({ length: 20 }, (_, i) =>
      store.writePoints(pointBatch(stale, 'loss', [[i + 1, i]])).then(
        () => 'written',
        (error) => error.code,
      ),
    );
    const takeOver = store.beginAttempt(newRunStart({ runId, keepThroughStep: 0, takeOver: true }));
    const outcomes = await Promise.all(writes);
    expect((await takeOver).attempt).toBe(2);
    expect(new Set([...outcomes, 'written', 'RUN_STALE_ATTEMPT'])).toEqual(
      new Set(['written', 'RUN_STALE_ATTEMPT']),
    );
    // What the first attempt wrote before it lost was deleted with the claim; nothing came after.
    expect(await test.database.prisma.series.count({ where: { runId } })).toBe(0);
  });

  it('says that the database is away when its connection is cut, and the same batch may be sent again', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    const blocker = await test.database.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT FROM run WHERE id = $1 FOR UPDATE', [attempt.runId]);
    const batch = pointBatch(attempt, 'loss', [[1, 1]]);
    const lost = store.writePoints(batch).catch((error) => error);
    await expect
      .poll(async () => {
        const { rowCount } = await blocker.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))`,
        );
        return rowCount;
      })
      .toBe(1);
    expect(await lost).toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    await blocker.query('ROLLBACK');
    blocker.release();
    expect((await store.writePoints(batch)).inserted).toBe(1);
  });

  it('refuses a batch beyond the limits, with the value and the limit', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    const batch = pointBatch(attempt, 'loss', [[1, 1]]);
    const refused = (change: object) => expect(store.writePoints({ ...batch, ...change })).rejects;
    await refused({ steps: [1, 2] }).toThrow(/different lengths: 1, 2, 1, 1, 1/);
    await refused({ steps: [-1] }).toThrow(/Step -1 is refused/);
    await refused({ steps: [limits.step + 1] }).toThrow(/2147483647/);
    await refused({ names: ['x'.repeat(limits.metricNameLength + 1)] }).toThrow(/121 characters/);
    const many = pointBatch(
      attempt,
      'loss',
      Array.from({ length: limits.pointsPerBatch + 1 }, (_, i) => [i, i]),
    );
    await expect(store.writePoints(many)).rejects.toThrow(/20001 points. The most is 20000/);
  });
});
