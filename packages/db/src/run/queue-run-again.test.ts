import { type RunStatus, resolveConfig } from '@laten/shared';
import { newRunStart } from '@laten/shared/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { getRunDetail } from './get-run-detail.ts';
import { queueRunAgain } from './queue-run-again.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const [totalEpochs] = [resolveConfig({ preset: 'tiny', defaultThreads: 1 }).epochs];

async function runThat(status: RunStatus, epoch = 1): Promise<string> {
  const { runId } = await createPostgresRecordingStore(test.database).beginAttempt(newRunStart());
  await test.database.pool.query(
    `UPDATE run SET status = $2, epoch = $3, reason = 'before', lost_workers = 2, finished_at = now() WHERE id = $1`,
    [runId, status, epoch],
  );
  return runId;
}

const takeAll = async () => {
  const taken: string[] = [];
  for (let job = await test.database.queue.take(); job; job = await test.database.queue.take())
    taken.push(job.runId);
  return taken;
};

it.each(['CANCELED', 'FAILED', 'CRASHED', 'PRUNED'] as const)('lets a %s run wait again', async (status) => {
  const runId = await runThat(status);
  const { revision } = await getRunDetail(test.database, runId);
  await queueRunAgain(test.database, { runId });
  expect(await getRunDetail(test.database, runId)).toMatchObject({
    status: 'QUEUED',
    reason: null,
    finishedAt: null,
    revision: revision + 1,
  });
  expect(await takeAll()).toContain(runId);
  const [row] = (await test.database.pool.query('SELECT * FROM run WHERE id = $1', [runId])).rows;
  expect(row).toMatchObject({ lost_workers: 0, queued_at: expect.any(Date) });
});

it('trains a FINISHED run further, and refuses it without more epochs', async () => {
  const runId = await runThat('FINISHED', totalEpochs);
  await expect(queueRunAgain(test.database, { runId })).rejects.toThrow(`more than ${totalEpochs}`);
  await expect(queueRunAgain(test.database, { runId, epochs: totalEpochs })).rejects.toMatchObject({
    code: 'RUN_STATE',
  });
  await expect(queueRunAgain(test.database, { runId, epochs: 1e9 })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
  const before = await getRunDetail(test.database, runId);
  await queueRunAgain(test.database, { runId, epochs: totalEpochs + 3 });
  const after = await getRunDetail(test.database, runId);
  expect(after).toMatchObject({
    status: 'QUEUED',
    config: { ...before.config, epochs: totalEpochs + 3 },
    progress: { totalEpochs: totalEpochs + 3 },
  });
  expect(after.configHash).not.toBe(before.configHash);
});

it('lets a run that ended in its last epoch reach its end', async () => {
  const runId = await runThat('CRASHED', totalEpochs);
  await queueRunAgain(test.database, { runId });
  expect((await getRunDetail(test.database, runId)).status).toBe('QUEUED');
});

it('refuses a running, a waiting, a deleted and an unknown run', async () => {
  await expect(queueRunAgain(test.database, { runId: await runThat('RUNNING') })).rejects.toThrow(/running/);
  await expect(queueRunAgain(test.database, { runId: await runThat('QUEUED') })).rejects.toMatchObject({
    code: 'RUN_STATE',
  });
  const deleted = await runThat('CANCELED');
  await test.database.pool.query('UPDATE run SET deleted_at = now() WHERE id = $1', [deleted]);
  for (const runId of [deleted, '0'.repeat(16)])
    await expect(queueRunAgain(test.database, { runId })).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
});
