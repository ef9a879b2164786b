import { beatWorker, createSweep } from '@laten/db/rows';
import {
  beginTrial,
  createTestDatabase,
  endTrial,
  newSweep,
  newSweepSpec,
  newWorkerBeat,
  type TestDatabase,
  type trialEnds,
} from '@laten/db/testing';
import { createId, isSweepEnded } from '@laten/shared';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { trialCounts } from '../../testing/sweeps.ts';
import { testContext } from '../../testing/test-context.ts';
import { createCaller } from '../root.ts';

let test: TestDatabase;
const { sweeps, runs, workers } = createCaller(testContext(() => test.database));

beforeAll(async () => {
  test = await createTestDatabase();
});
/** What waits is taken by the next test's worker. */
afterEach(async () => {
  for (const { id, status } of (await sweeps.list()).sweeps)
    if (!isSweepEnded(status)) await sweeps.cancel({ id, mode: 'now' });
});
afterAll(() => test.drop());

const launch = async (spec: Parameters<typeof newSweepSpec>[0] = {}, experiment = 'default') =>
  (await createSweep(test.database, newSweep(newSweepSpec(spec), { experiment }))).id;
/** Trains the next trial that waits. */
const train = async (how: { end?: keyof typeof trialEnds; value?: number } = {}) => {
  const attempt = await beginTrial(test.database);
  await endTrial(test.database, attempt, how);
  return attempt.runId;
};
const nobody = { id: createId() };

describe('reading', () => {
  it('lists sweeps with their trials by state, the best of them and the time left', async () => {
    const id = await launch();
    const first = await train({ value: 250 });
    await train({ value: 240 });
    await beginTrial(test.database);
    const [sweep] = (await sweeps.list()).sweeps;
    expect(sweep).toMatchObject({
      id,
      status: 'ACTIVE',
      counts: trialCounts({ FINISHED: 2, RUNNING: 1, QUEUED: 1 }),
      best: { value: 240, trial: 1, parameters: { beta: 1 } },
      spec: { method: 'grid' },
      secondsLeft: expect.any(Number),
    });
    expect(await sweeps.get({ id: id.slice(0, 15) })).toMatchObject({ id, progress: { doneSteps: 32 } });
    expect((await sweeps.best({ id })).map(({ runId, best }) => [runId === first, best])).toEqual([
      [true, 250],
      [false, 240],
    ]);
  });

  it('gives the list page by page, and of an experiment alone', async () => {
    const experiment = 'pages';
    const ids = [await launch({}, experiment), await launch({}, experiment), await launch({}, experiment)];
    const first = await sweeps.list({ experiment, limit: 2 });
    const second = await sweeps.list({ experiment, limit: 2, cursor: first.nextCursor });
    expect([...first.sweeps, ...second.sweeps].map(({ id }) => id)).toEqual(ids.reverse());
    expect(second.nextCursor).toBeNull();
    expect((await sweeps.list({ experiment: 'elsewhere' })).sweeps).toEqual([]);
  });

  it('gives the trials of a sweep alone to the table of runs, with what they are compared by', async () => {
    const id = await launch({ metric: { name: 'val_loss', goal: 'minimize' } });
    await launch();
    const { runs: trials, total } = await runs.list({ sweepId: id, sort: 'trial', direction: 'asc' });
    expect([total, trials.map(({ trial, sweepId }) => [trial, sweepId])]).toEqual([
      4,
      [0, 1, 2, 3].map((trial) => [trial, id]),
    ]);
    await expect(runs.list({ sweepId: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('tells which trials failed and why, and which is being tried again', async () => {
    const id = await launch({ retries: { failed: 1, lost: 3 } });
    const runId = await train({ end: 'failed' });
    expect(await sweeps.failures({ id })).toMatchObject([
      { runId, trial: 0, status: 'QUEUED', failures: 1, reason: 'The loss became NaN.' },
    ]);
    expect(await sweeps.failureCount({ id })).toBe(1);
  });

  it('knows no sweep that is not there, and asks for more of an ambiguous id', async () => {
    const prefix = createId().slice(0, 12);
    for (const end of ['aaaa', 'bbbb'])
      await createSweep(test.database, newSweep(newSweepSpec(), { sweepId: `${prefix}${end}` }));
    await expect(sweeps.get({ id: prefix })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(sweeps.get(nobody)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(sweeps.get({ id: '../x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(sweeps.list({ limit: 0 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(sweeps.list({ cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('pausing and canceling', () => {
  it('pauses and resumes, and refuses what the state does not allow', async () => {
    const id = await launch();
    await sweeps.pause({ id });
    expect(await sweeps.get({ id })).toMatchObject({ status: 'PAUSED', reasonCode: 'PAUSED_BY_PERSON' });
    expect(await test.database.queue.take()).toBeNull();
    await expect(sweeps.pause({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await sweeps.resume({ id });
    expect(await sweeps.get({ id })).toMatchObject({ status: 'ACTIVE', reason: null });
    await expect(sweeps.resume({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it.each([
    ['now', true],
    ['after-running', false],
  ] as const)('cancels %s', async (mode, stopsRunning) => {
    const id = await launch();
    const running = await beginTrial(test.database);
    await sweeps.cancel({ id, mode });
    expect(await sweeps.get({ id })).toMatchObject({
      status: 'CANCELED',
      counts: trialCounts({ RUNNING: 1, CANCELED: 3 }),
    });
    expect((await runs.get({ id: running.runId })).cancelRequested).toBe(stopsRunning);
    await expect(sweeps.cancel({ id, mode })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('refuses another way to cancel', async () => {
    const id = await launch();
    await expect(sweeps.cancel({ id, mode: 'later' as 'now' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});

describe('more to do', () => {
  it('queues failed trials again', async () => {
    const id = await launch({ betas: [1], retries: { failed: 0, lost: 3 } });
    const runId = await train({ end: 'failed' });
    expect(await sweeps.get({ id })).toMatchObject({ status: 'FINISHED', counts: { FAILED: 1 } });
    expect(await sweeps.retryFailed({ id })).toEqual({ retried: [runId] });
    expect(await sweeps.get({ id })).toMatchObject({ status: 'ACTIVE', counts: { FAILED: 0, QUEUED: 1 } });
  });

  it('adds whole repetitions of a grid, as its trials are, and says what fits', async () => {
    const id = await launch();
    expect(await sweeps.addTrials({ id, trials: 4 })).toEqual({ added: 4 });
    const { runs: trials } = await runs.list({ sweepId: id, sort: 'trial', direction: 'asc' });
    const firstSeed = trials[0]?.config.seed ?? Number.NaN;
    const row = (seed: number) => [0.5, 1, 2, 4].map((beta) => ({ beta, seed, threads: 1 }));
    expect(trials.map(({ config: { beta, seed, threads } }) => ({ beta, seed, threads }))).toEqual([
      ...row(firstSeed),
      ...row(firstSeed + 1),
    ]);
    const odd = sweeps.addTrials({ id, trials: 3 });
    await expect(odd).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(odd).rejects.toThrow(/4/);
    await expect(sweeps.addTrials({ id, trials: 0 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(sweeps.addTrials({ ...nobody, trials: 4 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lets the trials of a more urgent sweep be taken first', async () => {
    const id = await launch();
    const urgent = await launch();
    await sweeps.setPriority({ id: urgent, priority: 5 });
    const { runId } = await beginTrial(test.database);
    expect(await runs.get({ id: runId })).toMatchObject({ sweepId: urgent });
    expect(await sweeps.get({ id: urgent })).toMatchObject({ priority: 5 });
    for (const priority of [101, -101, 0.5])
      await expect(sweeps.setPriority({ id, priority })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('texts', () => {
  it('renames, and keeps a note that was changed meanwhile', async () => {
    const id = await launch();
    await sweeps.rename({ id, name: ' new ' });
    await sweeps.setNote({ id, note: 'mine', expectedNote: '' });
    expect(await sweeps.get({ id })).toMatchObject({ name: 'new', note: 'mine' });
    await expect(sweeps.setNote({ id, note: 'yours', expectedNote: '' })).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { code: 'EDIT_CONFLICT' },
    });
    await expect(sweeps.rename({ id, name: ' ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('deleting', () => {
  it('takes the trials along, and brings all back', async () => {
    const id = await launch();
    await sweeps.delete({ id });
    await expect(sweeps.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await runs.list({ sweepId: id })).total).toBe(0);
    await sweeps.restore({ id });
    expect(await sweeps.get({ id })).toMatchObject({ counts: trialCounts({ QUEUED: 4 }) });
  });

  it('refuses while a trial trains', async () => {
    const id = await launch();
    await beginTrial(test.database);
    await expect(sweeps.delete({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

it.each(['pause', 'resume', 'retryFailed', 'delete', 'restore'] as const)(
  'does not %s a sweep that is not there',
  async (name) => {
    await expect(sweeps[name](nobody)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(sweeps[name]({ id: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  },
);

it('answers only the local actor', async () => {
  const stranger = { kind: 'stranger' as 'local' };
  const caller = createCaller(testContext(() => test.database, { actor: stranger }));
  for (const ask of [
    () => caller.sweeps.list(),
    () => caller.sweeps.pause(nobody),
    () => caller.sweeps.delete(nobody),
    () => caller.workers.resume({ id: 'a' }),
  ])
    await expect(ask()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('asks a worker that has stopped to take runs again, and no other', async () => {
  const stopped = newWorkerBeat({
    id: 'lab:1:x:2',
    slot: 2,
    state: 'stopped',
    stoppedReason: 'Three in a row.',
  });
  await beatWorker(test.database, newWorkerBeat());
  await beatWorker(test.database, stopped);
  expect(await workers.resume({ id: 'lab:1:x:1' })).toEqual({ asked: [] });
  expect(await workers.resume({ id: stopped.id })).toEqual({ asked: [stopped.id] });
  expect((await workers.status()).workers).toMatchObject([
    { state: 'idle', resumeRequested: false },
    { state: 'stopped', stoppedReason: 'Three in a row.', resumeRequested: true },
  ]);
  await expect(workers.resume({ id: '' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
