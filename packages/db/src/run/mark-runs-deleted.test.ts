import { createId } from '@laten/shared';
import { newRunStart, pointBatch, textArtifact } from '@laten/shared/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findArtifact } from '../artifact/read-artifact.ts';
import { readLog } from '../artifact/read-log.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { readSeries } from '../series/read-series.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { findRun } from './find-run.ts';
import { getRunDetail } from './get-run-detail.ts';
import { listRuns } from './list-runs.ts';
import { markRunsDeleted } from './mark-runs-deleted.ts';
import { previewDeletion } from './preview-deletion.ts';
import { purgeDeletedRuns } from './purge-deleted-runs.ts';
import { restoreRuns } from './restore-runs.ts';
import { updateRunTexts } from './update-run-texts.ts';

const progress = { step: 4, totalSteps: 16, epoch: 1, totalEpochs: 2 };
const finished = { status: 'FINISHED', reason: null, reasonCode: null, progress, durationMs: 2_000 } as const;

describe('deleting runs so that it can be undone', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  beforeEach(() => test.database.pool.query('TRUNCATE run, point, blob CASCADE'));

  /** A run of ten points that stores a file of its own and one that all runs store. */
  async function record({ ends = true } = {}): Promise<string> {
    const store = createPostgresRecordingStore(test.database);
    const attempt = await store.beginAttempt(newRunStart());
    await store.writePoints(
      pointBatch(
        attempt,
        'loss',
        Array.from({ length: 10 }, (_, i) => [i, i] as const),
      ),
    );
    const own = textArtifact('run.log', attempt.runId.repeat(10), { kind: 'log' });
    await store.writeArtifact({ ...attempt, artifact: own });
    await store.writeArtifact({ ...attempt, artifact: textArtifact('images', 'the same for all') });
    if (ends) await store.endAttempt({ ...attempt, outcome: finished });
    return attempt.runId;
  }

  const listedIds = async () => (await listRuns(test.database)).runs.map((run) => run.id);
  const countPoints = () => test.database.prisma.point.count();

  it('says beforehand what goes: bytes that another run stores do not', async () => {
    const [first, second, running] = [await record(), await record(), await record({ ends: false })];
    expect(await previewDeletion(test.database, { ids: [first, second, running, createId()] })).toEqual({
      runs: 2,
      points: 20,
      artifacts: 4,
      bytesFreed: 320,
      running: [running],
    });
    await test.database.pool.query(`UPDATE run SET status = 'FINISHED' WHERE id = $1`, [running]);
    const whole = await previewDeletion(test.database, { ids: [first, second, running] });
    expect(whole).toMatchObject({ runs: 3, points: 30, bytesFreed: 480 + 'the same for all'.length });
    await markRunsDeleted(test.database, { ids: [first, second] });
    expect(await previewDeletion(test.database, { ids: [first, running] })).toMatchObject({
      runs: 1,
      bytesFreed: 160 + 'the same for all'.length,
    });
  });

  it('hides a deleted run from every reader, and brings all of it back', async () => {
    const runId = await record();
    const before = await getRunDetail(test.database, runId);
    const [artifact] = before.artifacts;
    expect(await markRunsDeleted(test.database, { ids: [runId] })).toEqual({ deleted: [runId], refused: [] });

    const notFound = { code: 'RUN_NOT_FOUND' };
    expect(await listRuns(test.database)).toMatchObject({ runs: [], nextCursor: null, total: 0 });
    await expect(findRun(test.database, runId)).rejects.toMatchObject(notFound);
    await expect(getRunDetail(test.database, runId)).rejects.toMatchObject(notFound);
    await expect(readLog(test.database, { runId })).rejects.toMatchObject(notFound);
    await expect(updateRunTexts(test.database, { runId, note: 'x' })).rejects.toMatchObject(notFound);
    expect(await readSeries(test.database, { runId, name: 'loss', widthPx: 100 })).toBeNull();
    expect(await findArtifact(test.database, artifact!.id)).toBeNull();

    expect(await restoreRuns(test.database, { ids: [runId] })).toEqual([runId]);
    expect(await getRunDetail(test.database, runId)).toEqual({ ...before, revision: before.revision + 2 });
    expect(await listedIds()).toEqual([runId]);
  });

  it('brings a queued run back as a queued one', async () => {
    const runId = await record();
    await test.database.pool.query(`UPDATE run SET status = 'QUEUED', queued_at = now() WHERE id = $1`, [
      runId,
    ]);
    const before = await getRunDetail(test.database, runId);
    await markRunsDeleted(test.database, { ids: [runId] });
    await restoreRuns(test.database, { ids: [runId] });
    expect(await getRunDetail(test.database, runId)).toEqual({ ...before, revision: before.revision + 2 });
  });

  it('refuses a running run and an unknown id, and deletes the others all the same', async () => {
    const [ended, running, unknown] = [await record(), await record({ ends: false }), createId()];
    expect(await markRunsDeleted(test.database, { ids: [ended, running, unknown] })).toEqual({
      deleted: [ended],
      refused: [
        { id: running, reason: 'It is running (test-host:1). Cancel it before you delete it.' },
        { id: unknown, reason: expect.stringContaining('No run has this id') },
      ],
    });
    expect(await listedIds()).toEqual([running]);
  });

  it('keeps the time of the first deletion when it is asked twice', async () => {
    const runId = await record();
    await markRunsDeleted(test.database, { ids: [runId] });
    const first = await test.database.prisma.run.findUniqueOrThrow({ where: { id: runId } });
    expect(await markRunsDeleted(test.database, { ids: [runId, runId] })).toMatchObject({ deleted: [runId] });
    expect(await test.database.prisma.run.findUniqueOrThrow({ where: { id: runId } })).toEqual(first);
  });

  it('purges what can no longer be undone, with its points and bytes, and nothing else', async () => {
    const [old, recent, kept] = [await record(), await record(), await record()];
    await markRunsDeleted(test.database, { ids: [old, recent] });
    await test.database.pool.query(`UPDATE run SET deleted_at = now() - interval '21 s' WHERE id = $1`, [
      old,
    ]);
    expect(await purgeDeletedRuns(test.database, { olderThanMs: 20_000 })).toEqual({
      runs: 1,
      bytesFreed: 160,
    });
    expect(await countPoints()).toBe(20);
    expect(await restoreRuns(test.database, { ids: [old, recent] })).toEqual([recent]);
    expect((await listedIds()).sort()).toEqual([recent, kept].sort());
    expect(await purgeDeletedRuns(test.database, { olderThanMs: 0 })).toEqual({ runs: 0, bytesFreed: 0 });
  });

  it('does not purge a run whose supervisor came back to life', async () => {
    const runId = await record();
    await markRunsDeleted(test.database, { ids: [runId] });
    await test.database.pool.query(`UPDATE run SET status = 'RUNNING', heartbeat_at = now() WHERE id = $1`, [
      runId,
    ]);
    expect(await purgeDeletedRuns(test.database, { olderThanMs: 0 })).toMatchObject({ runs: 0 });
    expect(await countPoints()).toBe(10);
  });
});
