import { type FileHandle, mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import {
  type Attempt,
  createId,
  limits,
  type RecordingOperation,
  type RunOutcome,
  type Spool,
  type SpoolEntry,
  type SpoolReceipt,
} from '@laten/shared';
import { identifyOwner, type SpoolOwner } from './spool-owner.ts';
import { encodeRecord, FILE_MARK, readRecord } from './spool-records.ts';

/**
 * The spool of an attempt is a file of `<home>/spool`, which only grows. While its process writes it, its name ends in
 * `.spool.open`; left behind, in `.spool`. Each append is on the disk (fdatasync) before it counts as kept; the recorder
 * appends once a second, so that neither a kill nor a lost power supply costs more than that second.
 */

/** SpoolHeader is the first record of a file. */
export type SpoolHeader = {
  /** Host, port and name of the database that the entries are for. */
  readonly address: string;
  readonly attempt: Attempt;
  readonly owner: SpoolOwner;
};

/** SpoolLimits bound what a spool takes of the disk. */
export type SpoolLimits = {
  readonly mostBytes: number;
  /** What has to stay free for others. */
  readonly freeDiskBytes: number;
};

/** LEFT_SUFFIX ends the name of a file that is left for whoever comes next. */
export const LEFT_SUFFIX = '.spool';
/** OPEN_SUFFIX ends the name of a file that its process writes, or was writing when it died. */
export const OPEN_SUFFIX = '.spool.open';

/** spoolFolder is where the spool files of a home are. */
export function spoolFolder(home: string): string {
  return path.join(home, 'spool');
}

/** openSpoolFile makes the spool file of an attempt. Throws when the disk cannot be used. */
export async function openSpoolFile(input: {
  home: string;
  address: string;
  attempt: Attempt;
  /** (Default: `limits.spoolBytes` and `limits.spoolFreeDiskBytes`.) */
  limits?: Partial<SpoolLimits>;
}): Promise<Spool> {
  const { home, address, attempt } = input;
  const folder = spoolFolder(home);
  await mkdir(folder, { recursive: true });
  const name = path.join(folder, [attempt.runId, attempt.attempt, createId()].join('-'));
  const file = `${name}${OPEN_SUFFIX}`;
  const header: SpoolHeader = { address, attempt, owner: await identifyOwner() };
  const start = Buffer.concat([FILE_MARK, encodeRecord(header)]);
  const handle = await open(file, 'ax+');
  try {
    await handle.appendFile(start);
    await handle.datasync();
    await syncFolder(folder);
  } catch (error) {
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
  const spoolLimits = {
    mostBytes: limits.spoolBytes,
    freeDiskBytes: limits.spoolFreeDiskBytes,
    ...input.limits,
  };
  const place = `${name}${LEFT_SUFFIX}`;
  return new FileSpool({ handle, file, place, limits: spoolLimits, sizeBytes: start.byteLength });
}

class FileSpool implements Spool {
  readonly place: string;
  readonly #handle: FileHandle;
  readonly #file: string;
  readonly #limits: SpoolLimits;
  /** Sizes of the records that were not dropped, oldest first. */
  readonly #recordBytes: number[] = [];
  #firstAt: number;
  #sizeBytes: number;
  /** Why nothing more can be appended: the file could not be brought back to its last whole record. */
  #defect: string | null = null;

  constructor(input: {
    handle: FileHandle;
    file: string;
    place: string;
    limits: SpoolLimits;
    sizeBytes: number;
  }) {
    this.place = input.place;
    this.#handle = input.handle;
    this.#file = input.file;
    this.#limits = input.limits;
    this.#firstAt = input.sizeBytes;
    this.#sizeBytes = input.sizeBytes;
  }

  async append(operations: readonly RecordingOperation[]): Promise<SpoolReceipt> {
    if (this.#defect !== null) return { kept: 0, refusal: this.#defect };
    const kept: number[] = [];
    let refusal: string | null = null;
    try {
      for (const operation of operations) {
        const record = encodeRecord(operation);
        refusal = this.#findLimit(record.byteLength + sum(kept)) ?? (await this.#findWant(record.byteLength));
        if (refusal !== null) break;
        await this.#handle.appendFile(record);
        kept.push(record.byteLength);
      }
      await this.#handle.datasync();
    } catch (error) {
      await this.#takeBack();
      return { kept: 0, refusal: messageOf(error) };
    }
    this.#recordBytes.push(...kept);
    this.#sizeBytes += sum(kept);
    return { kept: kept.length, refusal };
  }

  async read(place: number): Promise<RecordingOperation | null> {
    if (place >= this.#recordBytes.length) return null;
    const at = this.#firstAt + sum(this.#recordBytes.slice(0, place));
    const read = await readRecord(this.#handle, at);
    if (read.kind !== 'record') throw new Error(`${this.#file} is damaged at byte ${at}`);
    return read.value as RecordingOperation;
  }

  async drop(count: number): Promise<void> {
    this.#firstAt += sum(this.#recordBytes.splice(0, count));
  }

  async leave(outcome: RunOutcome | null): Promise<void> {
    try {
      if (outcome) await this.#appendEnd({ kind: 'end', outcome });
    } finally {
      await this.#handle.close();
      await rename(this.#file, this.place);
    }
  }

  async remove(): Promise<void> {
    await this.#handle.close();
    await rm(this.#file, { force: true });
  }

  /** Small, and worth more than any limit. */
  async #appendEnd(end: SpoolEntry): Promise<void> {
    if (this.#defect !== null) throw new Error(this.#defect);
    await this.#handle.appendFile(encodeRecord(end));
    await this.#handle.datasync();
  }

  #findLimit(moreBytes: number): string | null {
    const { mostBytes } = this.#limits;
    if (this.#sizeBytes + moreBytes <= mostBytes) return null;
    return `a spool file holds at most ${inMebibytes(mostBytes)}`;
  }

  async #findWant(moreBytes: number): Promise<string | null> {
    const { freeDiskBytes } = this.#limits;
    const { bavail, bsize } = await statfs(path.dirname(this.#file));
    if (bavail * bsize - moreBytes >= freeDiskBytes) return null;
    return `there would be less than ${inMebibytes(freeDiskBytes)} free`;
  }

  /** A record that is there in part would hide all that comes behind it. */
  async #takeBack(): Promise<void> {
    await this.#handle.truncate(this.#sizeBytes).catch((error: unknown) => {
      this.#defect = messageOf(error);
    });
  }
}

/** The name of a new file is on the disk when its folder is. Not every system can do so. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function inMebibytes(sizeBytes: number): string {
  return `${(sizeBytes / 2 ** 20).toLocaleString('en', { maximumFractionDigits: 1 })} MiB`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
