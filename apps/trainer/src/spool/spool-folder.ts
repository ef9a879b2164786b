import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from '@laten/db/embedded';
import { isLatenError, type RecordingStore, replaySpool, type SpoolCounts } from '@laten/shared';
import { type LeftFile, openLeftFile } from './left-spool.ts';
import { LEFT_SUFFIX, OPEN_SUFFIX, spoolFolder } from './spool-file.ts';
import { isAbandoned } from './spool-owner.ts';

/**
 * Writes what ended processes could not, or died over, while the database was away: at the next start, or by the
 * housekeeping of a process that has a worker. Files that a living process writes are left to it.
 */

/** SpoolReplay says what became of one file. What is not written is kept, under a name that says so, or for its own database. */
export type SpoolReplay = { readonly file: string } & (
  | (SpoolCounts & {
      readonly result: 'written';
      readonly runId: string;
      /** What its process was writing when it was ended is not there in full. */
      readonly isTorn: boolean;
    })
  /** What stood before the damage was written. */
  | { readonly result: 'damaged'; readonly writtenPoints: number }
  | { readonly result: 'refused'; readonly reason: string }
  | { readonly result: 'other-database'; readonly address: string }
);

type Replaying = {
  readonly home: string;
  readonly address: string;
  readonly store: RecordingStore;
  /** Files that are not looked at: whoever asks often knows those of other databases. */
  readonly skip?: ReadonlySet<string>;
};

/**
 * replaySpoolFolder writes every left file of the database at `address`, and removes it. A damaged file, and one that the
 * store refuses for good, are set aside and named. Two processes take turns. Throws only when the database is away.
 */
export async function replaySpoolFolder(input: Replaying): Promise<SpoolReplay[]> {
  if ((await listFiles(input)).length === 0) return [];
  return withLock(path.join(input.home, 'spool.lock'), async () => {
    const replays: SpoolReplay[] = [];
    for (const file of await listFiles(input)) {
      // A living process may have taken its file away meanwhile.
      const replay = await ignoringAbsence(replayFile(input, file));
      if (replay) replays.push(replay);
    }
    return replays;
  });
}

/** describeSpoolReplay says to a person what became of a file. */
export function describeSpoolReplay(replay: SpoolReplay): string {
  switch (replay.result) {
    case 'damaged': {
      const written =
        replay.writtenPoints > 0 ? ` ${replay.writtenPoints} points before the damage were written.` : '';
      return `A file of unwritten data is damaged and was set aside: ${replay.file}.${written}`;
    }
    case 'refused':
      return `A file of unwritten data was refused and set aside: ${replay.file} (${replay.reason})`;
    case 'other-database':
      return `${replay.file} holds unwritten data of the database at ${replay.address}; it is written when that one is used.`;
    default:
      return describeWritten(replay);
  }
}

function describeWritten(replay: Extract<SpoolReplay, { result: 'written' }>): string {
  const { writtenPoints, droppedPoints, refusals, runId, isTorn } = replay;
  return [
    `Wrote ${writtenPoints} points of run ${runId} that had to be left behind while the database was away`,
    droppedPoints > 0 ? `; ${droppedPoints} of a superseded attempt were dropped` : '',
    refusals.length > 0 ? `; ${refusals.length} writes were refused (${refusals[0]})` : '',
    isTorn ? '; what its process was writing when it was ended is lost' : '',
    '.',
  ].join('');
}

async function listFiles({ home, skip }: Replaying): Promise<string[]> {
  const folder = spoolFolder(home);
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(LEFT_SUFFIX) || name.endsWith(OPEN_SUFFIX))
    .sort()
    .map((name) => path.join(folder, name))
    .filter((file) => !skip?.has(file));
}

/** Returns null for a file that is not ours to touch. */
async function replayFile(input: Replaying, file: string): Promise<SpoolReplay | null> {
  const left = await openLeftFile(file);
  try {
    if (file.endsWith(OPEN_SUFFIX) && !(await isAbandoned(file, left?.owner ?? null))) return null;
    if (!left) return { file: await setAside(file, 'damaged'), result: 'damaged', writtenPoints: 0 };
    const { address } = left;
    if (address !== input.address) return { file, result: 'other-database', address };
    return await writeFile(input.store, file, left);
  } finally {
    await left?.close();
  }
}

async function writeFile(store: RecordingStore, file: string, left: LeftFile): Promise<SpoolReplay> {
  try {
    const counts = await replaySpool(store, left);
    if (left.ending() === 'damaged') {
      const { writtenPoints } = counts;
      return { file: await setAside(file, 'damaged'), result: 'damaged', writtenPoints };
    }
    await rm(file, { force: true });
    const { runId } = left.attempt;
    return { file, result: 'written', runId, isTorn: left.ending() === 'torn', ...counts };
  } catch (error) {
    if (!isLatenError(error) || error.code === 'DATABASE_UNREACHABLE') throw error;
    return { file: await setAside(file, 'refused'), result: 'refused', reason: error.message };
  }
}

async function ignoringAbsence<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

async function setAside(file: string, why: string): Promise<string> {
  const aside = `${file}.${why}`;
  await rename(file, aside);
  return aside;
}
