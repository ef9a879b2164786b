import {
  CRASH_AFTER_MS,
  createId,
  DATABASE_SETTLE_MS,
  deriveRunStatus,
  RANKING_METRIC,
  type RunStatus,
} from '@laten/shared';
import { newRunStart, pointBatch, textArtifact } from '@laten/shared/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresBlobStore } from '../blob/postgres-blob-store.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { statusByClock } from './database-clock.ts';
import { deleteRun } from './delete-run.ts';
import { findRun } from './find-run.ts';
import { getRunDetail } from './get-run-detail.ts';
import { renameRun } from './rename-run.ts';
import { requestCancel } from './request-cancel.ts';
import { updateRunTexts } from './update-run-texts.ts';

const progress = { step: 4, totalSteps: 16, epoch: 1, totalEpochs: 2 };
const finished = { status: 'FINISHED', reason: null, reasonCode: null, progress, durationMs: 2_000 } as const;

describe('runs', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  const openStore = () => createPostgresRecordingStore(test.database);
  const setStatus = (runId: string, status: RunStatus) =>
    test.database.prisma.run.update({ where: { id: runId }, data: { status } });

  describe('findRun', () => {
    it('finds a run by its id or a unique prefix, in upper case too', async () => {
      const { runId } = await openStore().beginAttempt(newRunStart());
      expect(await findRun(test.database, runId)).toEqual({ id: runId, name: 'tiny run' });
      expect((await findRun(test.database, ` ${runId.slice(0, 15).toUpperCase()} `)).id).toBe(runId);
    });

    it('names the runs that a prefix matches', async () => {
      const start = newRunStart();
      const sibling = `${start.runId.slice(0, 15)}${start.runId.endsWith('0') ? '1' : '0'}`;
      await openStore().beginAttempt(start);
      await openStore().beginAttempt(newRunStart({ runId: sibling }));
      await expect(findRun(test.database, start.runId.slice(0, 15))).rejects.toMatchObject({
        code: 'RUN_AMBIGUOUS',
        message: expect.stringContaining(`matches 2 runs: `),
      });
      expect((await findRun(test.database, sibling)).id).toBe(sibling);
    });

    it.each([
      ['zzzz', 'RUN_NOT_FOUND'],
      ['x', 'USAGE'],
      ['../../etc', 'USAGE'],
      ['%', 'USAGE'],
      ['', 'USAGE'],
    ])('refuses "%s" with %s', async (text, code) => {
      await expect(findRun(test.database, text)).rejects.toMatchObject({ code });
    });
  });

  describe('getRunDetail', () => {
    it('gathers config, summaries, artifacts and progress', async () => {
      const store = openStore();
      const start = newRunStart();
      const attempt = await store.beginAttempt(start);
      await store.writePoints(
        pointBatch(attempt, RANKING_METRIC, [
          [4, 300],
          [8, 270],
          [12, 280],
        ]),
      );
      await store.writeArtifact({ ...attempt, artifact: textArtifact('log', 'whole run') });
      await store.writeArtifact({
        ...attempt,
        artifact: textArtifact('latents', 'x', { step: 4, epoch: 1 }),
      });
      await store.endAttempt({ ...attempt, outcome: finished });
      const detail = await getRunDetail(test.database, attempt.runId);
      expect(detail).toMatchObject({
        id: attempt.runId,
        status: 'FINISHED',
        experiment: 'default',
        attempt: 1,
        config: start.create?.config,
        tags: ['test'],
        environment: { node: 'v24' },
        progress,
        durationMs: 2_000,
        cancelRequested: false,
      });
      expect(detail.summary).toEqual({
        [RANKING_METRIC]: {
          last: 280,
          lastStep: 12,
          min: 270,
          max: 300,
          best: 270,
          bestStep: 8,
          n: 3,
          nonFiniteCount: 0,
        },
      });
      expect(detail.artifacts.map(({ name, step, sizeBytes }) => ({ name, step, sizeBytes }))).toEqual([
        { name: 'log', step: null, sizeBytes: 9 },
        { name: 'latents', step: 4, sizeBytes: 1 },
      ]);
      expect(detail.finishedAt?.getTime()).toBeGreaterThanOrEqual(detail.startedAt?.getTime() ?? Number.NaN);
    });

    it('refuses an id that no run has', async () => {
      await expect(getRunDetail(test.database, createId())).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
    });
  });

  it('derives the shown state from both clocks of the database', () => {
    const heartbeatAt = new Date(1_000_000);
    const nowMs = 1_000_000 + CRASH_AFTER_MS + 1;
    const run = { status: 'RUNNING', heartbeatAt } as const;
    expect(statusByClock(run, { nowMs, upMs: DATABASE_SETTLE_MS + 1 })).toBe('CRASHED');
    expect(statusByClock(run, { nowMs, upMs: 10 })).toBe('RUNNING');
    expect(statusByClock(run, { nowMs: nowMs - 2, upMs: 1e9 })).toBe('RUNNING');
    expect(deriveRunStatus({ status: 'RUNNING', silentMs: 0, databaseUpMs: 1e9 })).toBe('RUNNING');
  });

  describe('texts', () => {
    it('renames, tags and notes a run in any state, and raises its revision', async () => {
      const { runId } = await openStore().beginAttempt(newRunStart());
      const before = await getRunDetail(test.database, runId);
      await renameRun(test.database, { runId, name: 'β = 4, second try' });
      await updateRunTexts(test.database, { runId, tags: ['a', 'b'], note: 'why' });
      expect(await getRunDetail(test.database, runId)).toMatchObject({
        name: 'β = 4, second try',
        tags: ['a', 'b'],
        note: 'why',
        revision: before.revision + 2,
      });
    });

    it('refuses names out of bounds and runs that do not exist', async () => {
      const { runId } = await openStore().beginAttempt(newRunStart());
      await expect(renameRun(test.database, { runId, name: '' })).rejects.toMatchObject({
        code: 'LIMIT_EXCEEDED',
      });
      await expect(renameRun(test.database, { runId, name: 'n'.repeat(121) })).rejects.toThrow(
        /121 characters/,
      );
      await expect(renameRun(test.database, { runId: createId(), name: 'x' })).rejects.toMatchObject({
        code: 'RUN_NOT_FOUND',
      });
    });
  });

  describe('requestCancel', () => {
    it('leaves a running run to its supervisor, cancels a queued one, refuses an ended one', async () => {
      const { runId } = await openStore().beginAttempt(newRunStart());
      expect(await requestCancel(test.database, { runId })).toBe('RUNNING');
      expect((await getRunDetail(test.database, runId)).cancelRequested).toBe(true);
      await setStatus(runId, 'QUEUED');
      expect(await requestCancel(test.database, { runId })).toBe('CANCELED');
      await expect(requestCancel(test.database, { runId })).rejects.toMatchObject({ code: 'RUN_STATE' });
    });
  });

  describe('deleteRun', () => {
    it('deletes points, rollups and artifacts, and frees the bytes that nobody else stores', async () => {
      const store = openStore();
      const attempt = await store.beginAttempt(newRunStart());
      const other = await store.beginAttempt(newRunStart());
      const points = Array.from({ length: 100 }, (_, i) => [i, i] as const);
      await store.writePoints(pointBatch(attempt, 'loss', points));
      await store.writePoints(pointBatch(other, 'loss', points.slice(0, 7)));
      await store.writeArtifact({ ...attempt, artifact: textArtifact('a', 'x'.repeat(1_000)) });
      await store.writeArtifact({ ...attempt, artifact: textArtifact('b', 'shared by two') });
      await store.writeArtifact({ ...other, artifact: textArtifact('b', 'shared by two') });
      await store.endAttempt({ ...attempt, outcome: finished });
      const { seriesId, sha256 } = await findTraces(attempt.runId);

      expect(await deleteRun(test.database, { runId: attempt.runId })).toEqual({
        runId: attempt.runId,
        points: 100,
        artifacts: 2,
        bytesFreed: 1_000,
      });
      const { prisma } = test.database;
      expect(await prisma.point.count({ where: { seriesId } })).toBe(0);
      expect(await prisma.rollup.count({ where: { seriesId } })).toBe(0);
      expect(await prisma.blobChunk.count({ where: { sha256 } })).toBe(0);
      expect(await prisma.artifact.count({ where: { runId: other.runId } })).toBe(1);
      await expect(store.writePoints(pointBatch(attempt, 'loss', [[1, 1]]))).rejects.toMatchObject({
        code: 'RUN_NOT_FOUND',
      });
    });

    it('refuses a run that is running', async () => {
      const { runId } = await openStore().beginAttempt(newRunStart());
      await expect(deleteRun(test.database, { runId })).rejects.toThrow(
        /is running \(test-host:1\). Cancel it/,
      );
      expect((await getRunDetail(test.database, runId)).status).toBe('RUNNING');
    });

    async function findTraces(runId: string): Promise<{ seriesId: number; sha256: string }> {
      const { prisma } = test.database;
      const series = await prisma.series.findFirstOrThrow({ where: { runId } });
      const artifact = await prisma.artifact.findFirstOrThrow({ where: { runId, name: 'a' } });
      expect(await createPostgresBlobStore(test.database).get(artifact.sha256)).toHaveLength(1_000);
      return { seriesId: series.id, sha256: artifact.sha256 };
    }
  });
});
