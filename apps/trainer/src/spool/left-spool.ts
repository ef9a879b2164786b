import { type FileHandle, open } from 'node:fs/promises';
import { deserialize } from 'node:v8';
import {
  type Attempt,
  createId,
  type NewArtifact,
  type PointColumns,
  type RunOutcome,
  type SpoolEntry,
} from '@laten/shared';
import type { SpoolHeader } from './spool-file.ts';
import { checksum, FILE_MARK, readBytes, readRecord } from './spool-records.ts';

/** Reads what a process has left behind: files of format 2, and those of format 1, which one process wrote whole at its end. */

/** LeftFile is a spool file that can be read. */
export type LeftFile = Omit<SpoolHeader, 'owner'> & {
  /** Who wrote it; null for format 1, whose files nobody has open. */
  readonly owner: SpoolHeader['owner'] | null;
  /** The entries in order, up to what is torn or damaged. */
  readonly entries: AsyncIterable<SpoolEntry>;
  /** How the file ended, known when all entries have been read. */
  ending(): 'whole' | 'torn' | 'damaged';
  close(): Promise<void>;
};

/** openLeftFile opens a spool file to read it; null when it is none, or nothing in it can be trusted. */
export async function openLeftFile(file: string): Promise<LeftFile | null> {
  const handle = await open(file, 'r');
  const left = await readHead(handle).catch(async (error: unknown) => {
    await handle.close();
    throw error;
  });
  if (!left) await handle.close();
  return left;
}

async function readHead(handle: FileHandle): Promise<LeftFile | null> {
  const mark = await readBytes(handle, 0, FILE_MARK.byteLength);
  if (!mark.equals(FILE_MARK)) return readFormat1(handle);
  const read = await readRecord(handle, FILE_MARK.byteLength);
  if (read.kind !== 'record') return null;
  const header = read.value as SpoolHeader;
  let ending: ReturnType<LeftFile['ending']> = 'whole';
  async function* readEntries(firstAt: number): AsyncGenerator<SpoolEntry> {
    for (let at = firstAt; ; ) {
      const entry = await readRecord(handle, at);
      if (entry.kind !== 'record') {
        ending = entry.kind === 'nothing' ? 'whole' : entry.kind;
        return;
      }
      yield entry.value as SpoolEntry;
      at += entry.sizeBytes;
    }
  }
  return {
    ...header,
    entries: readEntries(FILE_MARK.byteLength + read.sizeBytes),
    ending: () => ending,
    close: () => handle.close(),
  };
}

/** A SHA-256, and one V8-serialised value. */
type Format1 = {
  readonly address: string;
  readonly attempt: Attempt;
  readonly operations: readonly (
    | { readonly kind: 'points'; readonly columns: PointColumns }
    | { readonly kind: 'artifact'; readonly artifact: NewArtifact }
  )[];
  readonly outcome: RunOutcome;
};

async function readFormat1(handle: FileHandle): Promise<LeftFile | null> {
  const bytes = await handle.readFile();
  const body = bytes.subarray(checksum(bytes).byteLength);
  if (!checksum(body).equals(bytes.subarray(0, bytes.byteLength - body.byteLength))) return null;
  const { address, attempt, operations, outcome } = deserialize(body) as Format1;
  async function* readEntries(): AsyncGenerator<SpoolEntry> {
    for (const operation of operations) {
      yield operation.kind === 'points' ? { ...operation, id: createId() } : operation;
    }
    yield { kind: 'end', outcome };
  }
  return {
    address,
    attempt,
    owner: null,
    entries: readEntries(),
    ending: () => 'whole',
    close: () => handle.close(),
  };
}
