import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { withLock } from '@laten/db/embedded';
import {
  createPointBuffer,
  isLatenError,
  type PointColumns,
  type RecordingStore,
  replaySpool,
  type SpoolRecord,
} from '@laten/shared';

/**
 * What a process could not write while the database was away, kept in `<home>/spool` until the next start, or the
 * housekeeping of a process that has a worker, writes it.
 * A file is its SHA-256 (32 bytes) and a V8-serialised record; it appears whole or not at all.
 */

type StoredOperation =
  | { kind: 'points'; columns: PointColumns }
  | Extract<SpoolRecord['operations'][number], { kind: 'artifact' }>;

const SUFFIX = '.spool';
const CHECKSUM_BYTES = 32;

/** saveSpool writes a record for the database at `address` into the home and returns the file's path. */
export async function saveSpool(input: {
  home: string;
  address: string;
  record: SpoolRecord;
}): Promise<string> {
  const { home, address, record } = input;
  const folder = path.join(home, 'spool');
  await mkdir(folder, { recursive: true });
  const operations: StoredOperation[] = record.operations.map((operation) =>
    operation.kind === 'points' ? { kind: 'points', columns: operation.points.toColumns() } : operation,
  );
  const body = serialize({ ...record, operations, address });
  const file = path.join(folder, `${record.attempt.runId}-${record.attempt.attempt}${SUFFIX}`);
  await writeFile(`${file}.part`, Buffer.concat([checksum(body), body]));
  await rename(`${file}.part`, file);
  return file;
}

/** SpoolReplay says what became of one file. What is not written is kept, under a name that says so, or for its own database. */
export type SpoolReplay = { readonly file: string } & (
  | {
      readonly result: 'written';
      readonly runId: string;
      readonly writtenPoints: number;
      readonly droppedPoints: number;
    }
  | { readonly result: 'damaged' }
  | { readonly result: 'refused'; readonly reason: string }
  | { readonly result: 'other-database'; readonly address: string }
);

/**
 * replaySpoolFolder writes every kept record of the database at `address` and removes its file. A damaged file, and one
 * that the store refuses for good, are set aside and named. Two processes take turns. Throws only when the database is away.
 * Files in `skip` are not looked at: whoever asks often knows those of other databases.
 */
export async function replaySpoolFolder(input: {
  home: string;
  address: string;
  store: RecordingStore;
  skip?: ReadonlySet<string>;
}): Promise<SpoolReplay[]> {
  const wanted = async () =>
    (await spoolFiles(path.join(input.home, 'spool'))).filter((file) => !input.skip?.has(file));
  if ((await wanted()).length === 0) return [];
  return withLock(path.join(input.home, 'spool.lock'), async () => {
    const replays: SpoolReplay[] = [];
    for (const file of await wanted()) replays.push(await replayFile({ ...input, file }));
    return replays;
  });
}

/** describeSpoolReplay says to a person what became of a file. */
export function describeSpoolReplay(replay: SpoolReplay): string {
  switch (replay.result) {
    case 'damaged':
      return `A file of unwritten data is damaged and was set aside: ${replay.file}`;
    case 'refused':
      return `A file of unwritten data was refused and set aside: ${replay.file} (${replay.reason})`;
    case 'other-database':
      return `${replay.file} holds unwritten data of the database at ${replay.address}; it is written when that one is used.`;
    default: {
      const { writtenPoints, runId, droppedPoints } = replay;
      const dropped = droppedPoints > 0 ? `; ${droppedPoints} of a superseded attempt were dropped` : '';
      return `Wrote ${writtenPoints} points of run ${runId} that had to be left behind while the database was away${dropped}.`;
    }
  }
}

async function spoolFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .map((name) => path.join(folder, name));
}

async function replayFile(input: {
  file: string;
  address: string;
  store: RecordingStore;
}): Promise<SpoolReplay> {
  const { file, address, store } = input;
  const stored = parseSpool(await readFile(file));
  if (!stored) return { ...(await setAside(file, 'damaged')), result: 'damaged' };
  if (stored.address !== address) return { file, result: 'other-database', address: stored.address };
  try {
    const counts = await replaySpool(store, stored.record);
    await rm(file, { force: true });
    return { file, result: 'written', runId: stored.record.attempt.runId, ...counts };
  } catch (error) {
    if (!isLatenError(error) || error.code === 'DATABASE_UNREACHABLE') throw error;
    return { ...(await setAside(file, 'refused')), result: 'refused', reason: error.message };
  }
}

async function setAside(file: string, why: string): Promise<{ file: string }> {
  const aside = `${file}.${why}`;
  await rename(file, aside);
  return { file: aside };
}

function parseSpool(bytes: Buffer): { record: SpoolRecord; address: string } | null {
  const body = bytes.subarray(CHECKSUM_BYTES);
  if (!checksum(body).equals(bytes.subarray(0, CHECKSUM_BYTES))) return null;
  const { address, ...stored } = deserialize(body) as Omit<SpoolRecord, 'operations'> & {
    operations: StoredOperation[];
    address: string;
  };
  const operations = stored.operations.map((operation) =>
    operation.kind === 'points'
      ? { kind: 'points' as const, points: createPointBuffer(operation.columns) }
      : operation,
  );
  return { address, record: { ...stored, operations } };
}

function checksum(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest();
}
