import {
  appendFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { serialize } from 'node:v8';
import {
  type Attempt,
  InMemoryRecordingStore,
  LatenError,
  type RecordingOperation,
  type RecordingStore,
} from '@laten/shared';
import { newRunStart, spoolPoints, textArtifact } from '@laten/shared/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLeftFile } from './left-spool.ts';
import { openSpoolFile, spoolFolder } from './spool-file.ts';
import { describeSpoolReplay, replaySpoolFolder } from './spool-folder.ts';
import { checksum, encodeRecord, FILE_MARK } from './spool-records.ts';
import { leaveSpool, listSpoolFiles } from './testing/leave-spool.ts';

const address = '127.0.0.1:5432/laten';
const outcome = {
  status: 'CANCELED',
  reason: 'stopped by SIGINT',
  reasonCode: null,
  durationMs: 3,
  progress: { step: 2, totalSteps: 2, epoch: 0, totalEpochs: 1 },
} as const;
const operations: readonly RecordingOperation[] = [
  spoolPoints('batch', [1, Number.NaN]),
  { kind: 'artifact', artifact: textArtifact('run.log', 'bye') },
];

let home: string;
let store: InMemoryRecordingStore;
let attempt: Attempt;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'laten-spool-'));
  store = new InMemoryRecordingStore();
  attempt = await store.beginAttempt(newRunStart());
});
afterEach(() => rm(home, { recursive: true, force: true }));

const leave = (more: Partial<Parameters<typeof leaveSpool>[0]> = {}) =>
  leaveSpool({ home, address, attempt, operations, outcome, ...more });
const replay = (more: Partial<Parameters<typeof replaySpoolFolder>[0]> = {}) =>
  replaySpoolFolder({ home, address, store, ...more });
const expectAllWritten = () => {
  expect(store.points(attempt.runId, 'loss').map(({ value }) => value)).toEqual([1, Number.NaN]);
  expect(new TextDecoder().decode(store.artifacts(attempt.runId)[0]?.bytes)).toBe('bye');
};

describe('a left spool file', () => {
  it('is written, with the end of its attempt, and removed', async () => {
    await leave();
    const [written] = await replay();
    expect(written).toMatchObject({ result: 'written', writtenPoints: 2, droppedPoints: 0, isTorn: false });
    expect(describeSpoolReplay(written!)).toBe(
      `Wrote 2 points of run ${attempt.runId} that had to be left behind while the database was away.`,
    );
    expectAllWritten();
    expect(store.run(attempt.runId)).toMatchObject({ status: 'CANCELED', reason: 'stopped by SIGINT' });
    expect(await listSpoolFiles(home)).toEqual([]);
  });

  it('does no harm when it is written twice', async () => {
    const place = await leave();
    const bytes = await readFile(place);
    await replay();
    const before = structuredClone(store.points(attempt.runId, 'loss'));
    await writeFile(place, bytes);
    // The attempt is over: what comes late is dropped.
    expect(await replay()).toMatchObject([{ result: 'written', writtenPoints: 0, droppedPoints: 2 }]);
    expect(store.points(attempt.runId, 'loss')).toEqual(before);
    expect(store.run(attempt.runId).status).toBe('CANCELED');
  });

  it('is dropped and counted when another attempt has taken the run over', async () => {
    await leave();
    await store.endAttempt({ ...attempt, outcome: { ...outcome, status: 'QUEUED' } });
    await store.beginAttempt(newRunStart({ runId: attempt.runId, keepThroughStep: 0 }));
    const [dropped] = await replay();
    expect(dropped).toMatchObject({ result: 'written', writtenPoints: 0, droppedPoints: 2 });
    expect(describeSpoolReplay(dropped!)).toMatch(/; 2 of a superseded attempt were dropped\.$/);
    expect(store.run(attempt.runId)).toMatchObject({ status: 'RUNNING', attempt: 2 });
    expect(await listSpoolFiles(home)).toEqual([]);
  });

  it('gives what is whole of it when its end was torn off, and says so', async () => {
    const place = await leave();
    const { byteLength } = await readFile(place);
    await truncate(place, byteLength - 1);
    const [torn] = await replay();
    expect(torn).toMatchObject({ result: 'written', writtenPoints: 2, isTorn: true });
    expect(describeSpoolReplay(torn!)).toMatch(/what its process was writing when it was ended is lost/);
    expectAllWritten();
    // Whoever was to end the attempt has not: the run is for the reaper.
    expect(store.run(attempt.runId).status).toBe('RUNNING');
    expect(await listSpoolFiles(home)).toEqual([]);
  });

  it('gives what stood before damage in its middle, and is set aside', async () => {
    const place = await leave({ outcome: null });
    const damaged = encodeRecord('whatever');
    damaged.writeUInt8(damaged.readUInt8(damaged.byteLength - 1) ^ 1, damaged.byteLength - 1);
    await appendFile(place, Buffer.concat([damaged, encodeRecord({ kind: 'end', outcome })]));
    const [replayed] = await replay();
    expect(replayed).toMatchObject({ result: 'damaged', writtenPoints: 2, file: `${place}.damaged` });
    expect(describeSpoolReplay(replayed!)).toMatch(/2 points before the damage were written/);
    expectAllWritten();
    expect(store.run(attempt.runId).status).toBe('RUNNING');
    expect(await replay()).toEqual([]);
  });

  it.each([
    ['nothing at all', Buffer.alloc(0)],
    ['something else', Buffer.from('not a spool file, but long enough to have a checksum')],
    ['a mark alone', FILE_MARK],
  ])('that holds %s is set aside and kept', async (_what, bytes) => {
    const place = await leave();
    await writeFile(place, bytes);
    expect(await replay()).toMatchObject([{ result: 'damaged', writtenPoints: 0 }]);
    expect(await listSpoolFiles(home)).toEqual([`${path.basename(place)}.damaged`]);
    expect(await replay()).toEqual([]);
  });

  it('of another database is kept for it', async () => {
    await leave();
    const elsewhere = await replay({ address: 'elsewhere:5432/laten' });
    expect(elsewhere).toMatchObject([{ result: 'other-database', address }]);
    const skip = new Set(elsewhere.map(({ file }) => file));
    expect(await replay({ address: 'elsewhere:5432/laten', skip })).toEqual([]);
    expect(await replay()).toMatchObject([{ result: 'written' }]);
  });

  it('of a run that is no more is set aside, instead of stopping every later command', async () => {
    await leave();
    const withoutTheRun = new InMemoryRecordingStore();
    expect(await replay({ store: withoutTheRun })).toMatchObject([
      { result: 'refused', reason: expect.stringContaining('No run') },
    ]);
    expect(await replay({ store: withoutTheRun })).toEqual([]);
  });

  it('goes on after a write that the store will never take', async () => {
    const refusing = delegateTo(store);
    refusing.writeArtifact = () => Promise.reject(new LatenError('LIMIT_EXCEEDED', 'too large'));
    await leave();
    const [written] = await replay({ store: refusing });
    expect(written).toMatchObject({ result: 'written', writtenPoints: 2, refusals: ['too large'] });
    expect(describeSpoolReplay(written!)).toMatch(/; 1 writes were refused \(too large\)\.$/);
    expect(store.run(attempt.runId).status).toBe('CANCELED');
  });

  it('is kept as it is when the database goes away again, and written from its begin the next time', async () => {
    await leave();
    const goingAway = delegateTo(store);
    goingAway.writeArtifact = () => Promise.reject(new Error('Connection terminated'));
    await expect(replay({ store: goingAway })).rejects.toThrow('Connection terminated');
    expect(await replay()).toMatchObject([{ result: 'written', writtenPoints: 0 }]);
    expectAllWritten();
  });

  it('of format 1, as it was written until the spool became a growing file, is still read', async () => {
    const columns = (operations[0] as Extract<RecordingOperation, { kind: 'points' }>).columns;
    const body = serialize({
      address,
      attempt,
      outcome,
      operations: [{ kind: 'points', columns }, operations[1]],
    });
    await mkdir(spoolFolder(home), { recursive: true });
    const place = path.join(spoolFolder(home), `${attempt.runId}-1.spool`);
    await writeFile(place, Buffer.concat([checksum(body), body]));
    expect(await replay()).toMatchObject([{ result: 'written', writtenPoints: 2 }]);
    expectAllWritten();
    expect(store.run(attempt.runId).status).toBe('CANCELED');
    expect(await listSpoolFiles(home)).toEqual([]);
  });
});

describe('an open spool file', () => {
  it('of a living process is left to it', async () => {
    const spool = await openSpoolFile({ home, address, attempt });
    await spool.append(operations);
    expect(await replay()).toEqual([]);
    await spool.leave(null);
    expect(await replay()).toMatchObject([{ result: 'written', writtenPoints: 2 }]);
  });

  it.each([
    ['a process of this machine that is gone', { startedAt: 'long.ago' }, 0, true],
    ['another machine, and still grows', { host: 'elsewhere' }, 0, false],
    ['another machine, and has not grown for a minute', { host: 'elsewhere' }, 61, true],
    ['an earlier boot, and has not grown for a minute', { space: 'another-boot' }, 61, true],
  ])('of %s', async (_whose, change, quietSeconds, isWritten) => {
    const place = await leave({ outcome: null });
    const open = `${place}.open`;
    await rename(place, open);
    await changeOwner(open, change);
    const at = new Date(Date.now() - quietSeconds * 1000);
    await utimes(open, at, at);
    expect(await replay()).toMatchObject(isWritten ? [{ result: 'written', writtenPoints: 2 }] : []);
    expect(await listSpoolFiles(home)).toEqual(isWritten ? [] : [path.basename(open)]);
  });
});

it('has nothing to do in a home without a spool', async () => {
  expect(await replay()).toEqual([]);
});

/** Writes a file anew with another owner. */
async function changeOwner(file: string, change: object): Promise<void> {
  const left = await openLeftFile(file);
  if (!left) throw new Error('not a spool file');
  const records = [encodeRecord({ address, attempt, owner: { ...left.owner, ...change } })];
  for await (const entry of left.entries) records.push(encodeRecord(entry));
  await left.close();
  await writeFile(file, Buffer.concat([FILE_MARK, ...records]));
}

/** A store that can be given faults. */
function delegateTo(inner: InMemoryRecordingStore): RecordingStore {
  return {
    beginAttempt: (start) => inner.beginAttempt(start),
    writePoints: (batch) => inner.writePoints(batch),
    writeArtifact: (artifact) => inner.writeArtifact(artifact),
    readRequests: (of) => inner.readRequests(of),
    beat: (beat) => inner.beat(beat),
    endAttempt: (end) => inner.endAttempt(end),
  };
}
