import { createId } from '@laten/shared';
import { newRunStart } from '@laten/shared/testing';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOPIC_CHANNEL } from '../live/channels.ts';
import { insertRun } from '../recording/insert-run.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createQueuedRun } from '../run/create-queued-run.ts';
import { markRunsDeleted } from '../run/mark-runs-deleted.ts';
import { restoreRuns } from '../run/restore-runs.ts';
import { createSweep } from '../sweep/create-sweep.ts';
import { deleteSweep } from '../sweep/delete-sweep.ts';
import { createTestDatabase, newSweep, newSweepSpec, type TestDatabase } from '../testing/index.ts';
import { newQueuedRun } from '../testing/queued-run.ts';
import { inTransaction } from '../transaction.ts';
import { createExperiment } from './create-experiment.ts';
import { deleteExperiment } from './delete-experiment.ts';
import { listExperiments } from './list-experiments.ts';
import { renameExperiment } from './rename-experiment.ts';

describe('experiments', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  async function record(experiment: string, { ends = false } = {}): Promise<string> {
    const start = newRunStart();
    await createPostgresRecordingStore(test.database).beginAttempt({
      ...start,
      create: start.create && { ...start.create, experiment },
    });
    if (ends)
      await test.database.pool.query(`UPDATE run SET status = 'FINISHED' WHERE id = $1`, [start.runId]);
    return start.runId;
  }
  const find = async (name: string) =>
    (await listExperiments(test.database)).find((experiment) => experiment.name === name);

  async function countLockWaits(): Promise<number> {
    const { rowCount } = await test.database.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rowCount ?? 0;
  }

  it('lists them with what is in them, that of the newest run first', async () => {
    expect(await listExperiments(test.database)).toEqual([]);
    await createExperiment(test.database, { name: 'empty' });
    await record('default', { ends: true });
    await record('default');
    const deleted = await record('sweep', { ends: true });
    await record('sweep', { ends: true });
    await markRunsDeleted(test.database, { ids: [deleted] });
    expect(await listExperiments(test.database)).toEqual([
      { id: expect.any(String), name: 'sweep', runs: 1, running: 0, lastRunAt: expect.any(Date) },
      { id: expect.any(String), name: 'default', runs: 2, running: 1, lastRunAt: expect.any(Date) },
      { id: expect.any(String), name: 'empty', runs: 0, running: 0, lastRunAt: null },
    ]);
  });

  it('refuses a name that is taken, empty or too long', async () => {
    await createExperiment(test.database, { name: 'taken' });
    const { id } = await createExperiment(test.database, { name: 'mine' });
    const exists = { code: 'EXPERIMENT_EXISTS' };
    await expect(createExperiment(test.database, { name: 'taken' })).rejects.toMatchObject(exists);
    await expect(renameExperiment(test.database, { id, name: 'taken' })).rejects.toMatchObject(exists);
    await expect(renameExperiment(test.database, { id, name: 'mine' })).resolves.toBeUndefined();
    for (const name of ['', 'x'.repeat(121)])
      await expect(createExperiment(test.database, { name })).rejects.toMatchObject({
        code: 'LIMIT_EXCEEDED',
      });
  });

  it('renames one, and does not find one that is gone', async () => {
    const { id } = await createExperiment(test.database, { name: 'old name' });
    await renameExperiment(test.database, { id, name: 'new name' });
    expect((await find('new name'))?.id).toBe(id);
    const gone = { id: createId(), name: 'x' };
    await expect(renameExperiment(test.database, gone)).rejects.toMatchObject({
      code: 'EXPERIMENT_NOT_FOUND',
    });
    await expect(deleteExperiment(test.database, gone)).rejects.toMatchObject({
      code: 'EXPERIMENT_NOT_FOUND',
    });
  });

  it('deletes an empty one only; what was deleted in it goes with it', async () => {
    const kept = await record('full', { ends: true });
    const deleted = await record('full', { ends: true });
    await markRunsDeleted(test.database, { ids: [deleted] });
    const id = (await find('full'))?.id ?? '';
    await expect(deleteExperiment(test.database, { id })).rejects.toThrow(
      /"full" has 1 run\. Move or delete/,
    );
    expect(await restoreRuns(test.database, { ids: [deleted] })).toEqual([deleted]);
    await markRunsDeleted(test.database, { ids: [deleted, kept] });
    await deleteExperiment(test.database, { id });
    expect(await find('full')).toBeUndefined();
    expect(await test.database.prisma.run.count({ where: { id: { in: [deleted, kept] } } })).toBe(0);
  });

  it('says so when what is left is a deleted run that came back to life', async () => {
    const run = await record('haunted', { ends: true });
    await markRunsDeleted(test.database, { ids: [run] });
    await test.database.pool.query(`UPDATE run SET status = 'RUNNING', heartbeat_at = now() WHERE id = $1`, [
      run,
    ]);
    const id = (await find('haunted'))?.id ?? '';
    const deletion = deleteExperiment(test.database, { id });
    await expect(deletion).rejects.toMatchObject({ code: 'EXPERIMENT_NOT_EMPTY' });
    await expect(deletion).rejects.toThrow(/"haunted" has a deleted run that is still being trained/);
  });

  it('does not delete one that a run is being put into at that moment', async () => {
    const { id } = await createExperiment(test.database, { name: 'contested' });
    const { runId, create } = newRunStart();
    let deletion: Promise<unknown> = Promise.resolve();
    let isOver = false;
    const inserted = await inTransaction(test.database.pool, async (client) => {
      const query = async (text: string, values: unknown[]) => {
        const result = await client.query(text, values);
        if (!text.startsWith('INSERT INTO experiment')) return result;
        deletion = deleteExperiment(test.database, { id }).catch((error: unknown) => error);
        void deletion.then(() => {
          isOver = true;
        });
        await expect.poll(async () => isOver || (await countLockWaits()) > 0).toBe(true);
        return result;
      };
      const between: PoolClient = Object.create(client, { query: { value: query } });
      return insertRun(between, { ...create!, runId, experiment: 'contested' });
    });
    expect(inserted).toBe(true);
    expect(await deletion).toMatchObject({ code: 'EXPERIMENT_NOT_EMPTY' });
    expect(await find('contested')).toMatchObject({ id, runs: 1 });
  });

  it('are not made by a run that exists already and is sent again', async () => {
    const run = newQueuedRun({ experiment: 'before' });
    await createQueuedRun(test.database, run);
    await createQueuedRun(test.database, { ...run, experiment: 'after' });
    expect(await find('after')).toBeUndefined();
  });

  it('keeps the default one as it is', async () => {
    const id = (await find('default'))?.id ?? '';
    await expect(renameExperiment(test.database, { id, name: 'x' })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(deleteExperiment(test.database, { id })).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('tells live readers of each change, and of each new run', async () => {
    const client = await test.database.pool.connect();
    const heard: string[] = [];
    client.on('notification', ({ payload }) => heard.push(payload ?? ''));
    try {
      await client.query(`LISTEN ${TOPIC_CHANNEL}`);
      const { id } = await createExperiment(test.database, { name: 'heard' });
      await renameExperiment(test.database, { id, name: 'heard again' });
      await deleteExperiment(test.database, { id });
      await record('trained');
      await createQueuedRun(test.database, newQueuedRun({ experiment: 'queued' }));
      await client.query('SELECT 1');
    } finally {
      client.release(true);
    }
    expect(heard).toEqual(Array.from({ length: 5 }, () => 'experiments'));
  });

  it('is not deleted while a sweep is left in it, and takes a deleted one with it', async () => {
    const { database } = test;
    const { id: sweepId } = await createSweep(database, newSweep(newSweepSpec(), { experiment: 'swept' }));
    const trials = await database.prisma.run.findMany({ where: { sweepId } });
    await markRunsDeleted(database, { ids: trials.map(({ id }) => id) });
    const { id } = await database.prisma.experiment.findUniqueOrThrow({ where: { name: 'swept' } });
    await expect(deleteExperiment(database, { id })).rejects.toThrow(/"swept" has 1 sweep. Delete it first/);
    expect(await database.prisma.run.count({ where: { sweepId } })).toBe(trials.length);
    await deleteSweep(database, { sweepId });
    await deleteExperiment(database, { id });
    expect(await database.prisma.sweep.count({ where: { id: sweepId } })).toBe(0);
  });
});
