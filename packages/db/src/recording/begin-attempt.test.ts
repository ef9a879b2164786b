import {
  type Attempt,
  addToRollup,
  addToSummary,
  CRASH_AFTER_MS,
  DATABASE_SETTLE_MS,
  emptySummary,
  type Rollup,
  resolveConfig,
  rollupLevels,
} from '@laten/shared';
import { newRunStart, pointBatch, textArtifact } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listRuns } from '../run/list-runs.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { createPostgresRecordingStore } from './postgres-recording-store.ts';

const ended = {
  status: 'CANCELED',
  reason: 'test',
  reasonCode: null,
  progress: { step: 0, totalSteps: 0, epoch: 0, totalEpochs: 0 },
  durationMs: 1_500,
} as const;

describe('an attempt on Postgres', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  const openStore = () => createPostgresRecordingStore(test.database);
  const getRun = ({ runId }: { runId: string }) =>
    test.database.prisma.run.findUniqueOrThrow({ where: { id: runId }, include: { experiment: true } });
  const silence = ({ runId }: Attempt) =>
    test.database.pool.query(`UPDATE run SET heartbeat_at = now() - $2 * interval '1 ms' WHERE id = $1`, [
      runId,
      CRASH_AFTER_MS + 5_000,
    ]);

  it('stores what was captured, and makes the experiment on demand', async () => {
    const store = openStore();
    const [first, second] = await Promise.all([
      store.beginAttempt(newRunStart()),
      store.beginAttempt(newRunStart()),
    ]);
    const [run, other] = await Promise.all([getRun(first), getRun(second)]);
    expect(run).toMatchObject({
      status: 'RUNNING',
      preset: 'tiny',
      tags: ['test'],
      environment: { node: 'v24' },
    });
    expect(run.experiment.name).toBe('default');
    expect(other.experimentId).toBe(run.experimentId);
  });

  // keepThroughStep beside the edges of both kinds of bucket.
  it.each([0, 62, 63, 64, 100, 4094, 4095, 4096, 4200, 9999])(
    'after a resume that keeps steps through %i, rollups and summary equal a fresh computation',
    async (keepThroughStep) => {
      const store = openStore();
      const attempt = await store.beginAttempt(newRunStart());
      const value = (step: number): number => (step % 97 === 5 ? Number.NaN : ((step * 7919) % 1013) / 8);
      const points = Array.from({ length: 4300 }, (_, step) => [step, value(step)] as const);
      await store.writePoints(pointBatch(attempt, 'val_nelbo', points));
      await store.endAttempt({ ...attempt, outcome: ended });
      await store.beginAttempt(newRunStart({ runId: attempt.runId, keepThroughStep }));

      const kept = points.filter(([step]) => step <= keepThroughStep);
      const series = await test.database.prisma.series.findUniqueOrThrow({
        where: { runId_name: { runId: attempt.runId, name: 'val_nelbo' } },
        include: { rollups: { orderBy: { bucket: 'asc' } } },
      });
      expect(await test.database.prisma.point.count({ where: { seriesId: series.id } })).toBe(kept.length);
      expect(series).toMatchObject(
        kept.reduce(
          (summary, [step, v]) => addToSummary(summary, { step, value: v, goal: 'min' }),
          emptySummary,
        ),
      );
      for (const level of rollupLevels) {
        const expected = new Map<number, Rollup>();
        for (const [step, v] of kept) {
          const bucket = Math.floor(step / level);
          expected.set(bucket, addToRollup(expected.get(bucket), { level, step, value: v }));
        }
        const stored = series.rollups.filter((rollup) => rollup.level === level);
        expect(stored).toMatchObject([...expected.values()]);
      }
    },
  );

  it('frees the bytes of the artifacts that a resume deletes', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    await store.writeArtifact({ ...attempt, artifact: textArtifact('latents', 'only here', { step: 9 }) });
    const blobs = await test.database.prisma.blob.count();
    await store.endAttempt({ ...attempt, outcome: ended });
    await store.beginAttempt(newRunStart({ runId: attempt.runId, keepThroughStep: 8 }));
    expect(await test.database.prisma.blob.count()).toBe(blobs - 1);
  });

  it('refuses a run whose supervisor lives, and names it', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    await expect(store.beginAttempt(newRunStart({ runId: attempt.runId }))).rejects.toThrow(
      /is running \(test-host:1, last sign of life \d+ s ago\)/,
    );
    expect(await getRun(attempt)).toMatchObject({ attempt: 1, status: 'RUNNING' });
  });

  it('takes over when the caller knows that the supervisor is gone', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    const next = await store.beginAttempt(
      newRunStart({ runId: attempt.runId, takeOver: true, supervisor: 'b:2' }),
    );
    expect(next.attempt).toBe(2);
    expect(await getRun(attempt)).toMatchObject({ status: 'RUNNING', supervisor: 'b:2' });
  });

  it('takes over a run that has long been silent by the clock of the database, unless Postgres has just started', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    await silence(attempt);
    const {
      rows: [{ up }],
    } = await test.database.pool.query(
      'SELECT EXTRACT(EPOCH FROM now() - pg_postmaster_start_time())::float8 AS up',
    );
    const begin = store.beginAttempt(newRunStart({ runId: attempt.runId }));
    if (up * 1000 > DATABASE_SETTLE_MS) expect((await begin).attempt).toBe(2);
    else await expect(begin).rejects.toMatchObject({ code: 'RUN_STATE' });
  });

  it.each(['FINISHED', 'FAILED', 'CANCELED', 'CRASHED', 'PRUNED', 'QUEUED'] as const)(
    'continues a %s run and forgets how it had ended',
    async (status) => {
      const store = openStore();
      const attempt = await store.beginAttempt(newRunStart());
      await test.database.prisma.run.update({
        where: { id: attempt.runId },
        data: {
          status,
          reason: 'because',
          reasonCode: 'X',
          finishedAt: new Date(),
          cancelRequestedAt: new Date(),
        },
      });
      await store.beginAttempt(newRunStart({ runId: attempt.runId, keepThroughStep: 0 }));
      expect(await getRun(attempt)).toMatchObject({
        status: 'RUNNING',
        attempt: 2,
        reason: null,
        reasonCode: null,
        finishedAt: null,
        cancelRequestedAt: null,
      });
    },
  );

  it('stores the config of an attempt that differs, with its own hash', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    await store.endAttempt({ ...attempt, outcome: ended });
    const config = resolveConfig({ preset: 'tiny', overrides: { epochs: 9 }, defaultThreads: 1 });
    await store.beginAttempt(newRunStart({ runId: attempt.runId, config, keepThroughStep: 0 }));
    const run = await getRun(attempt);
    expect(run.config).toEqual(config);
    expect(run.configHash).toMatch(/^[0-9a-f]{64}$/);
    expect(run.configHash).not.toBe(newRunStart().create?.configHash);
  });

  it('adds up the durations of attempts, and the same end twice counts once', async () => {
    const store = openStore();
    const first = await store.beginAttempt(newRunStart());
    await store.endAttempt({ ...first, outcome: ended });
    await store.endAttempt({ ...first, outcome: ended });
    const second = await store.beginAttempt(newRunStart({ runId: first.runId, keepThroughStep: 0 }));
    await store.endAttempt({ ...second, outcome: { ...ended, status: 'FINISHED', durationMs: 700 } });
    expect(await getRun(first)).toMatchObject({ durationMs: 2_200, status: 'FINISHED' });
  });

  it('counts an attempt that never said how it ended until its last heartbeat, once', async () => {
    const store = openStore();
    const first = await store.beginAttempt(newRunStart());
    const shown = async () => (await listRuns(test.database, { ids: [first.runId] })).runs[0]?.durationMs;
    await test.database.pool.query(
      `UPDATE run SET status = 'CRASHED', attempt_started_at = now() - interval '90 s', heartbeat_at = now() - interval '60 s' WHERE id = $1`,
      [first.runId],
    );
    expect(await shown()).toBe(30_000);
    const second = await store.beginAttempt(newRunStart({ runId: first.runId, keepThroughStep: 0 }));
    expect(await shown()).toBe(30_000);
    await store.endAttempt({ ...second, outcome: { ...ended, status: 'FINISHED', durationMs: 700 } });
    expect(await shown()).toBe(30_700);
  });

  it('revives a run that was taken for crashed, by its heartbeat, for the same attempt only', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    await test.database.prisma.run.update({ where: { id: attempt.runId }, data: { status: 'CRASHED' } });
    await store.writePoints(pointBatch(attempt, 'loss', [[1, 1]]));
    await store.beat({ ...attempt, progress: ended.progress });
    expect((await getRun(attempt)).status).toBe('RUNNING');
  });

  it('refuses names beyond the limits before anything is written', async () => {
    const start = newRunStart();
    const create = start.create;
    if (!create) throw new Error('The fixture creates a run.');
    const begin = (change: object) =>
      openStore().beginAttempt({ ...start, create: { ...create, ...change } });
    await expect(begin({ name: '' })).rejects.toThrow(/run name "" has 0 characters/);
    await expect(begin({ tags: ['t'.repeat(61)] })).rejects.toThrow(/tag .* has 61 characters.*most 60/);
    expect(await test.database.prisma.run.count({ where: { id: start.runId } })).toBe(0);
  });

  it('succeeds although the sweep of freed bytes fails: the next one takes them', async () => {
    const store = openStore();
    const attempt = await store.beginAttempt(newRunStart());
    await store.writeArtifact({ ...attempt, artifact: textArtifact('latents', 'orphan', { step: 9 }) });
    await store.endAttempt({ ...attempt, outcome: ended });
    const broken = { ...test.database, pool: Object.create(test.database.pool) };
    const connect = vi.fn().mockImplementationOnce(() => test.database.pool.connect());
    connect.mockRejectedValue(new Error('no connection'));
    broken.pool.connect = connect;
    const next = await createPostgresRecordingStore(broken).beginAttempt(
      newRunStart({ runId: attempt.runId, keepThroughStep: 8 }),
    );
    expect(next.attempt).toBe(2);
  });
});
