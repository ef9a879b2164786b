import { createId, growSpec, planTrials, type TrialPlan } from '@laten/shared';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { createTestDatabase, newSweep, newSweepSpec, type TestDatabase } from '../testing/index.ts';
import { readWorkers } from '../worker/read-workers.ts';
import { addTrials } from './add-trials.ts';
import { createSweep } from './create-sweep.ts';
import { deleteSweep } from './delete-sweep.ts';
import { getSweep } from './get-sweep.ts';

let test: TestDatabase;
let database: Database;
beforeEach(async () => {
  await test?.drop();
  test = await createTestDatabase();
  database = test.database;
});
afterAll(() => test.drop());

const count = async (table: string): Promise<number> =>
  (await database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? 0;

it('stores the sweep, its trials in their order, and a job for each', async () => {
  const sweep = newSweep(newSweepSpec({ labels: ['gpu'], retries: { failed: 2, lost: 5 } }), { note: 'why' });
  expect(await createSweep(database, sweep)).toEqual({ id: sweep.sweepId, created: true });
  expect(await getSweep(database, sweep.sweepId)).toMatchObject({
    name: 'beta',
    note: 'why',
    experiment: 'default',
    status: 'ACTIVE',
    spec: sweep.spec,
    labels: ['gpu'],
    counts: { QUEUED: 4, RUNNING: 0, FINISHED: 0 },
    best: null,
    startedAt: null,
    finishedAt: null,
  });
  const runs = await database.prisma.run.findMany({ orderBy: { id: 'asc' } });
  expect(runs.map(({ trial, name }) => [trial, name])).toEqual(
    sweep.trials.map(({ trial, name }) => [trial, name]),
  );
  expect(runs[3]).toMatchObject({
    config: sweep.trials[3]?.config,
    preset: 'tiny',
    totalEpochs: sweep.trials[3]?.config.epochs,
    configHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    mostFailures: 2,
    mostLostWorkers: 5,
    queuedAt: expect.any(Date),
  });
  expect((await readWorkers(database)).queue).toEqual(runs.map(({ id }) => id));
  expect(await database.queue.take()).toBeNull();
  expect(await database.queue.take({ labels: ['gpu', 'lab2'] })).toMatchObject({ runId: runs[0]?.id });
});

it('makes one sweep of a key, however often it arrives at once', async () => {
  const launches = Array.from({ length: 6 }, () => newSweep(newSweepSpec(), { key: 'form-1' }));
  const made = await Promise.all(launches.map((launch) => createSweep(database, launch)));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect(made.filter(({ created }) => created)).toHaveLength(1);
  expect([await count('sweep'), await count('run')]).toEqual([1, 4]);
});

it('makes one sweep of an id, and refuses key and id for another search space', async () => {
  const sweep = newSweep(newSweepSpec(), { key: 'k' });
  await createSweep(database, sweep);
  expect(await createSweep(database, sweep)).toEqual({ id: sweep.sweepId, created: false });
  const other = newSweepSpec({ betas: [1, 2] });
  await expect(createSweep(database, newSweep(other, { key: 'k' }))).rejects.toMatchObject({
    code: 'SWEEP_KEY_TAKEN',
    message: expect.stringContaining(sweep.sweepId),
  });
  await expect(createSweep(database, newSweep(other, { sweepId: sweep.sweepId }))).rejects.toMatchObject({
    code: 'SWEEP_STATE',
  });
  await deleteSweep(database, { sweepId: sweep.sweepId });
  await expect(createSweep(database, sweep)).rejects.toThrow(/was deleted/);
  expect([await count('sweep'), await count('run')]).toEqual([1, 4]);
});

it('knows a launch again after trials were added to its sweep', async () => {
  const sweep = newSweep(newSweepSpec(), { key: 'k' });
  await createSweep(database, sweep);
  const spec = growSpec(sweep.spec, { trials: 4 });
  const trials = planTrials(spec, { from: 4, to: 8 }, { defaultThreads: 1 });
  await addTrials(database, { sweepId: sweep.sweepId, spec, trials });
  expect(await createSweep(database, { ...sweep, sweepId: createId() })).toEqual({
    id: sweep.sweepId,
    created: false,
  });
  await expect(createSweep(database, newSweep(spec, { key: 'k', trials }))).rejects.toMatchObject({
    code: 'SWEEP_KEY_TAKEN',
  });
  expect(await count('run')).toBe(8);
});

it('stores nothing of a sweep that cannot be stored whole', async () => {
  const sweep = newSweep();
  const broken: TrialPlan[] = [...sweep.trials, { ...sweep.trials[0]!, trial: 0 }];
  await expect(createSweep(database, { ...sweep, trials: broken })).rejects.toThrow(/unique/);
  await expect(createSweep(database, { ...sweep, trials: [] })).rejects.toMatchObject({
    code: 'SWEEP_INVALID',
  });
  await expect(
    createSweep(database, newSweep(newSweepSpec({ name: 'n'.repeat(121) }))),
  ).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  expect([await count('sweep'), await count('run'), await count('pgboss.job')]).toEqual([0, 0, 0]);
});

it('finds a sweep by a prefix of its id, and says when there is none or more than one', async () => {
  const sweepId = createId();
  const sibling = `${sweepId.slice(0, 15)}${sweepId.endsWith('0') ? '1' : '0'}`;
  for (const id of [sweepId, sibling]) await createSweep(database, newSweep(newSweepSpec(), { sweepId: id }));
  await expect(getSweep(database, sweepId.slice(0, 15))).rejects.toMatchObject({ code: 'SWEEP_AMBIGUOUS' });
  expect((await getSweep(database, ` ${sibling.toUpperCase()} `)).id).toBe(sibling);
  await expect(getSweep(database, 'zzzz')).rejects.toMatchObject({ code: 'SWEEP_NOT_FOUND' });
  await expect(getSweep(database, '../etc')).rejects.toMatchObject({ code: 'USAGE' });
});
