import { newRunStart } from '@laten/shared/testing';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { createPostgresRecordingStore } from '../recording/postgres-recording-store.ts';
import { createQueuedRun } from '../run/create-queued-run.ts';
import { requestCancel } from '../run/request-cancel.ts';
import { createSweep } from '../sweep/create-sweep.ts';
import {
  createTestDatabase,
  newQueuedRun,
  newSweep,
  newSweepSpec,
  type TestDatabase,
} from '../testing/index.ts';
import { inTransaction } from '../transaction.ts';
import { readWorkers } from '../worker/read-workers.ts';
import { resendLostJobs } from './resend-lost-jobs.ts';
import { createRunQueue } from './run-queue.ts';

let test: TestDatabase;
let database: Database;
beforeEach(async () => {
  await test?.drop();
  test = await createTestDatabase();
  database = test.database;
});
afterAll(() => test.drop());

const queueRun = async () => (await createQueuedRun(database, newQueuedRun())).id;
const send = (runId: string) =>
  inTransaction(database.pool, (client) => database.queue.sendMany(client, [{ runId, labels: [] }]));
const begin = (runId: string) =>
  createPostgresRecordingStore(database).beginAttempt({ ...newRunStart({ runId }), by: 'worker' });
const handedBack = {
  status: 'QUEUED',
  reason: 'handed back',
  reasonCode: null,
  durationMs: 1,
  progress: { step: 4, totalSteps: 16, epoch: 0, totalEpochs: 2 },
} as const;

it('hands a run to one taker only, oldest first', async () => {
  const [first, second] = [await queueRun(), await queueRun()];
  expect((await readWorkers(database)).queue).toEqual([first, second]);
  const other = createRunQueue(database.pool);
  const taken = await Promise.all([database.queue.take(), other.take(), database.queue.take()]);
  expect(taken.map((job) => job?.runId).toSorted()).toEqual([first, second, undefined].toSorted());
  await other.close();
});

it('keeps one live job a run, in the hands of a worker too', async () => {
  const runId = await queueRun();
  const job = await database.queue.take();
  await send(runId);
  expect(await database.queue.take()).toBeNull();
  if (job) await database.queue.settle(job);
  await send(runId);
  await send(runId);
  expect(await database.queue.take()).toMatchObject({ runId });
  expect(await database.queue.take()).toBeNull();
});

it('delivers a run that was handed back before those that have not begun', async () => {
  const begun = await queueRun();
  const job = await database.queue.take();
  const attempt = await begin(begun);
  if (job) await database.queue.settle(job);
  const fresh = await queueRun();
  await createPostgresRecordingStore(database).endAttempt({ ...attempt, outcome: handedBack });
  expect((await readWorkers(database)).queue).toEqual([begun, fresh]);
  expect(await database.queue.take()).toMatchObject({ runId: begun });
});

it('hands a postponed run out again only after a while', async () => {
  const runId = await queueRun();
  const job = await database.queue.take();
  if (job) await database.queue.postpone(job, 60_000);
  expect(await database.queue.take()).toBeNull();
  await database.pool.query('UPDATE pgboss.job SET start_after = now() WHERE singleton_key = $1', [runId]);
  expect(await database.queue.take()).toMatchObject({ runId });
});

it('hands out only what asks for no label that the taker lacks, whoever made its queue', async () => {
  const other = await test.open();
  await other.queue.take();
  const labeled = newSweep(newSweepSpec({ labels: ['lab2', 'gpu'], betas: [1, 2] }));
  await createSweep(database, labeled);
  const single = await queueRun();
  const take = async (...labels: string[]) => {
    const job = await other.queue.take({ labels });
    if (job) await other.queue.settle(job);
    return job?.runId ?? null;
  };
  expect(await take('gpu')).toBe(single);
  expect(await take('gpu')).toBeNull();
  expect(await take()).toBeNull();
  const trials = await database.prisma.run.findMany({ where: { sweepId: labeled.sweepId } });
  const taken = [await take('big', 'gpu', 'lab2'), await take('gpu', 'lab2')];
  expect(taken.toSorted()).toEqual(trials.map(({ id }) => id).toSorted());
  await other.close();
});

it('hands each of many trials to one taker, and looks into the next queue when one is emptied', async () => {
  await createSweep(database, newSweep(newSweepSpec({ labels: ['gpu'], betas: [1, 2] })));
  await createSweep(database, newSweep(newSweepSpec({ seeds: 5 })));
  const others = [await test.open(), await test.open()];
  const takers = [database, ...others].flatMap(({ queue }) => [queue, queue]);
  const taken = await Promise.all(
    takers.map(async (queue) => {
      const runIds: string[] = [];
      for (let job = await queue.take({ labels: ['gpu'] }); job; job = await queue.take({ labels: ['gpu'] }))
        runIds.push(job.runId);
      return runIds;
    }),
  );
  expect(taken.flat()).toHaveLength(22);
  expect(new Set(taken.flat()).size).toBe(22);
  await Promise.all(others.map((other) => other.close()));
});

it('keeps, hands out again and sends again jobs of labels as it does others', async () => {
  await createSweep(database, newSweep(newSweepSpec({ labels: ['gpu'], betas: [1, 2] })));
  const take = () => database.queue.take({ labels: ['gpu'] });
  const [kept, lost] = [await take(), await take()];
  await database.pool.query(`UPDATE pgboss.job SET heartbeat_on = now() - interval '20 s'`);
  if (kept) await database.queue.keep(kept);
  await database.queue.maintain();
  expect(await take()).toMatchObject({ runId: lost?.runId });
  expect(await take()).toBeNull();
  await database.pool.query('DELETE FROM pgboss.job');
  expect(await resendLostJobs(database)).toBe(2);
  expect(await take()).not.toBeNull();
});

it('hands out again what its taker has not kept, and not what it has', async () => {
  const [lost, kept] = [await queueRun(), await queueRun()];
  const jobs = [await database.queue.take(), await database.queue.take()];
  await database.pool.query(`UPDATE pgboss.job SET heartbeat_on = now() - interval '20 s'`);
  const keptJob = jobs.find((job) => job?.runId === kept);
  if (keptJob) await database.queue.keep(keptJob);
  await database.queue.maintain();
  expect(await database.queue.take()).toMatchObject({ runId: lost });
  expect(await database.queue.take()).toBeNull();
});

it('sends a lost job again: for what waits, is not deleted, and has none', async () => {
  const [lost, canceled, deleted] = [await queueRun(), await queueRun(), await queueRun()];
  await queueRun();
  await requestCancel(database, { runId: canceled });
  await database.pool.query('UPDATE run SET deleted_at = now() WHERE id = $1', [deleted]);
  await database.pool.query('DELETE FROM pgboss.job WHERE singleton_key = ANY ($1)', [
    [lost, canceled, deleted],
  ]);
  expect(await resendLostJobs(database)).toBe(1);
  expect(await resendLostJobs(database)).toBe(0);
  const { rows } = await database.pool.query('SELECT singleton_key AS id FROM pgboss.job');
  expect(rows.map(({ id }) => id)).toContain(lost);
  expect(rows).toHaveLength(2);
});

it('is usable again after the connections of the pool were cut', async () => {
  const runId = await queueRun();
  await test.open().then(async (other) => {
    await other.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await other.close();
  });
  await expect.poll(() => database.queue.take().catch(() => null)).toMatchObject({ runId });
});
