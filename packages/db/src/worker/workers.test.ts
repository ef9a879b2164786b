import { CRASH_AFTER_MS } from '@laten/shared';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { createSweep } from '../sweep/create-sweep.ts';
import { pauseSweep } from '../sweep/pause-sweep.ts';
import {
  createTestDatabase,
  newSweep,
  newSweepSpec,
  newWorkerBeat,
  type TestDatabase,
} from '../testing/index.ts';
import { beginTrial } from '../testing/run-trials.ts';
import { beatWorker } from './beat-worker.ts';
import { findMissingLabels } from './find-missing-labels.ts';
import { readWorkers } from './read-workers.ts';
import { requestWorkerResume } from './request-worker-resume.ts';

let test: TestDatabase;
let database: Database;
beforeEach(async () => {
  await test?.drop();
  test = await createTestDatabase();
  database = test.database;
});
afterAll(() => test.drop());

it('shows what each worker is, has and does', async () => {
  const { id: sweepId } = await createSweep(database, newSweep(newSweepSpec({ labels: ['gpu'] })));
  const { runId } = await beginTrial(database, ['gpu', 'lab2']);
  const beat = newWorkerBeat({ slot: 2, labels: ['gpu', 'lab2'], version: '0.4.0', state: 'working', runId });
  await beatWorker(database, beat);
  const { workers, queued } = await readWorkers(database);
  expect(queued).toBe(3);
  const { runId: _run, ...shown } = beat;
  expect(workers).toEqual([
    {
      ...shown,
      resumeRequested: false,
      startedAt: expect.any(Date),
      alive: true,
      run: { id: runId, name: expect.stringContaining('beta'), sweepId, trial: 0 },
    },
  ]);
});

it('does not list trials of a paused sweep as waiting for a worker', async () => {
  const { id: sweepId } = await createSweep(database, newSweep());
  expect(await readWorkers(database)).toMatchObject({ queued: 4 });
  await pauseSweep(database, { sweepId });
  expect(await readWorkers(database)).toMatchObject({ queue: [], queued: 0 });
});

it('asks a stopped worker to take runs again until it does, and only those that are meant', async () => {
  const stopped = newWorkerBeat({ state: 'stopped', stoppedReason: 'Three trials failed in a row.' });
  const other = { ...stopped, id: 'other:1:x:1', host: 'other' };
  for (const worker of [stopped, other])
    expect(await beatWorker(database, worker)).toEqual({ resumeRequested: false });
  expect(await requestWorkerResume(database, { idPrefix: 'lab:' })).toEqual([stopped.id]);
  expect(await beatWorker(database, other)).toEqual({ resumeRequested: false });
  for (let i = 0; i < 2; i++) expect(await beatWorker(database, stopped)).toEqual({ resumeRequested: true });
  expect((await readWorkers(database)).workers).toMatchObject([
    { id: stopped.id, state: 'stopped', stoppedReason: stopped.stoppedReason, resumeRequested: true },
    { id: other.id, resumeRequested: false },
  ]);
  await beatWorker(database, { ...stopped, state: 'idle', stoppedReason: null });
  expect(await beatWorker(database, stopped)).toEqual({ resumeRequested: false });
  expect((await requestWorkerResume(database)).toSorted()).toEqual([stopped.id, other.id]);
  expect(await requestWorkerResume(database, { idPrefix: 'nobody' })).toEqual([]);
});

it.each<[string, readonly string[], { anyWorker: boolean; missing: readonly string[] }]>([
  ['nothing is missing where one has all', ['gpu', 'lab2'], { anyWorker: true, missing: [] }],
  ['nothing is missing where nothing is asked', [], { anyWorker: true, missing: [] }],
  ['what the nearest one lacks', ['gpu', 'lab2', 'big'], { anyWorker: true, missing: ['big'] }],
  ['labels that only different ones have', ['gpu', 'cpu'], { anyWorker: true, missing: ['cpu'] }],
])('finds missing labels: %s', async (_what, labels, expected) => {
  await beatWorker(database, newWorkerBeat({ labels: ['lab2', 'gpu'] }));
  await beatWorker(database, newWorkerBeat({ id: 'b:1:x:1', labels: ['cpu'] }));
  expect(await findMissingLabels(database, labels)).toEqual(expected);
});

it('knows no labels of workers that are silent, and says when none lives', async () => {
  await beatWorker(database, newWorkerBeat({ labels: ['gpu'] }));
  await database.pool.query(`UPDATE worker SET heartbeat_at = now() - $1 * interval '1 ms'`, [
    CRASH_AFTER_MS * 2,
  ]);
  expect(await findMissingLabels(database, ['gpu'])).toEqual({ anyWorker: false, missing: ['gpu'] });
});
