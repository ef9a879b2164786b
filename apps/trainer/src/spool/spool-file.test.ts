import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createPointBuffer, InMemoryRecordingStore, type SpoolRecord } from '@laten/shared';
import { newRunStart, textArtifact } from '@laten/shared/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaySpoolFolder, saveSpool } from './spool-file.ts';

const address = '127.0.0.1:5432/laten';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'laten-spool-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function spoolOneRun(store: InMemoryRecordingStore): Promise<SpoolRecord> {
  const attempt = await store.beginAttempt(newRunStart());
  const points = createPointBuffer();
  points.add({ name: 'loss', step: 1, epoch: 1, value: Number.NaN, wallTimeMs: 5 });
  points.add({ name: 'kl_loss', step: 1, epoch: 1, value: 0.1, wallTimeMs: 6 });
  const record: SpoolRecord = {
    attempt,
    operations: [
      { kind: 'points', points },
      { kind: 'artifact', artifact: textArtifact('run.log', 'bye') },
    ],
    outcome: {
      status: 'CANCELED',
      reason: 'stopped by SIGINT',
      reasonCode: null,
      durationMs: 3,
      progress: { step: 1, totalSteps: 2, epoch: 0, totalEpochs: 1 },
    },
  };
  await saveSpool({ home, address, record });
  return record;
}

it('writes what an ended process left behind, NaN and bytes included, and removes the file', async () => {
  const store = new InMemoryRecordingStore();
  const { attempt } = await spoolOneRun(store);
  const replays = await replaySpoolFolder({ home, address, store });
  expect(replays).toMatchObject([
    { result: 'written', runId: attempt.runId, writtenPoints: 2, droppedPoints: 0 },
  ]);
  expect(store.points(attempt.runId, 'loss')).toEqual([
    { name: 'loss', step: 1, epoch: 1, value: Number.NaN, wallTimeMs: 5 },
  ]);
  expect(new TextDecoder().decode(store.artifacts(attempt.runId)[0]?.bytes)).toBe('bye');
  expect(store.run(attempt.runId)).toMatchObject({ status: 'CANCELED', reason: 'stopped by SIGINT' });
  expect(await readdir(path.join(home, 'spool'))).toEqual([]);
});

it('sets a damaged file aside and keeps it', async () => {
  const store = new InMemoryRecordingStore();
  await spoolOneRun(store);
  const [name = ''] = await readdir(path.join(home, 'spool'));
  await writeFile(path.join(home, 'spool', name), 'not a spool file, but long enough to have a checksum');
  expect(await replaySpoolFolder({ home, address, store })).toMatchObject([{ result: 'damaged' }]);
  expect(await readdir(path.join(home, 'spool'))).toEqual([`${name}.damaged`]);
  expect(await replaySpoolFolder({ home, address, store })).toEqual([]);
});

it('has nothing to do in a home without a spool', async () => {
  expect(await replaySpoolFolder({ home, address, store: new InMemoryRecordingStore() })).toEqual([]);
});

it('keeps the data of another database for it', async () => {
  const store = new InMemoryRecordingStore();
  await spoolOneRun(store);
  const elsewhere = await replaySpoolFolder({ home, address: 'elsewhere:5432/laten', store });
  expect(elsewhere).toMatchObject([{ result: 'other-database', address }]);
  const skip = new Set(elsewhere.map(({ file }) => file));
  expect(await replaySpoolFolder({ home, address: 'elsewhere:5432/laten', store, skip })).toEqual([]);
  expect(await replaySpoolFolder({ home, address, store })).toMatchObject([{ result: 'written' }]);
});

it('sets aside what the store refuses for good, instead of stopping every later command', async () => {
  await spoolOneRun(new InMemoryRecordingStore());
  const withoutTheRun = new InMemoryRecordingStore();
  const replays = await replaySpoolFolder({ home, address, store: withoutTheRun });
  expect(replays).toMatchObject([{ result: 'refused', reason: expect.stringContaining('No run') }]);
  expect(await replaySpoolFolder({ home, address, store: withoutTheRun })).toEqual([]);
});
