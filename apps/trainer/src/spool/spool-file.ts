import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import {
  createPointBuffer,
  type PointColumns,
  type RecordingStore,
  replaySpool,
  type SpoolRecord,
} from '@laten/shared';

/**
 * What a process could not write before it had to end, kept in `<home>/spool` until the next start writes it.
 * A file is its SHA-256 (32 bytes) and a V8-serialised record; it appears whole or not at all.
 */

type StoredOperation =
  | { kind: 'points'; columns: PointColumns }
  | Extract<SpoolRecord['operations'][number], { kind: 'artifact' }>;

const SUFFIX = '.spool';
const CHECKSUM_BYTES = 32;

/** saveSpool writes a record into the home and returns the file's path. */
export async function saveSpool(home: string, record: SpoolRecord): Promise<string> {
  const folder = path.join(home, 'spool');
  await mkdir(folder, { recursive: true });
  const operations: StoredOperation[] = record.operations.map((operation) =>
    operation.kind === 'points' ? { kind: 'points', columns: operation.points.toColumns() } : operation,
  );
  const body = serialize({ ...record, operations });
  const file = path.join(folder, `${record.attempt.runId}-${record.attempt.attempt}${SUFFIX}`);
  await writeFile(`${file}.part`, Buffer.concat([checksum(body), body]));
  await rename(`${file}.part`, file);
  return file;
}

/** SpoolReplay says what became of one file. */
export type SpoolReplay = { readonly file: string } & (
  | {
      readonly result: 'written';
      readonly runId: string;
      readonly writtenPoints: number;
      readonly droppedPoints: number;
    }
  | { readonly result: 'damaged' }
);

/** replaySpoolFolder writes every kept record and removes its file. A damaged file is set aside, named, and kept. */
export async function replaySpoolFolder(home: string, store: RecordingStore): Promise<SpoolReplay[]> {
  const folder = path.join(home, 'spool');
  const names = await readdir(folder).catch(() => []);
  const replays: SpoolReplay[] = [];
  for (const name of names.filter((entry) => entry.endsWith(SUFFIX)).sort()) {
    const file = path.join(folder, name);
    const record = parseSpool(await readFile(file));
    if (!record) {
      await rename(file, `${file}.damaged`);
      replays.push({ file: `${file}.damaged`, result: 'damaged' });
      continue;
    }
    const counts = await replaySpool(store, record);
    await rm(file);
    replays.push({ file, result: 'written', runId: record.attempt.runId, ...counts });
  }
  return replays;
}

function parseSpool(bytes: Buffer): SpoolRecord | null {
  const body = bytes.subarray(CHECKSUM_BYTES);
  if (!checksum(body).equals(bytes.subarray(0, CHECKSUM_BYTES))) return null;
  const stored = deserialize(body) as Omit<SpoolRecord, 'operations'> & { operations: StoredOperation[] };
  const operations = stored.operations.map((operation) =>
    operation.kind === 'points'
      ? { kind: 'points' as const, points: createPointBuffer(operation.columns) }
      : operation,
  );
  return { ...stored, operations };
}

function checksum(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest();
}
