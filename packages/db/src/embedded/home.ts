import { access, chmod, constants, mkdir, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findClosedFolder } from './access.ts';
import { errnoOf, HomeUnusableError, ignoringAbsence } from './errors.ts';
import type { DatabaseLayout } from './layout.ts';
import type { ServerUser } from './run-program.ts';

const DRAFT_PREFIX = 'new-';
const MEBIBYTE_BYTES = 1024 * 1024;
const HELP = 'Make it usable, or set LATEN_HOME to another folder.';

/** inHome runs work that writes below `folder` and says in words when the folder is read-only, closed or full. */
export async function inHome<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw describeHomeError(folder, error) ?? error;
  }
}

/** makeFolders creates the database's own folders, each of which the server's user can enter. */
export async function makeFolders(layout: DatabaseLayout, user: ServerUser | undefined): Promise<void> {
  // Node's recursive mkdir says ENOENT on a read-only disk; asking first gives the true reason.
  await requireWritable(layout.root);
  const first = await mkdir(layout.root, { recursive: true, mode: 0o700 });
  if (first !== undefined && user !== undefined) await openFolders(first, layout.root);
  await mkdir(layout.leases, { recursive: true, mode: 0o700 });
  const closed = user && (await findClosedFolder(layout.root, user));
  if (closed === undefined) return;
  throw new HomeUnusableError(
    `The database of ${layout.root} runs as the user with id ${user?.uid}, because Postgres refuses root, ` +
      `and that user cannot enter ${closed}. Run chmod o+x ${closed}, or set LATEN_HOME to another folder.`,
  );
}

/** makeDraft makes an empty folder beside the final ones. What is built in it is renamed into place when complete. */
export function makeDraft(layout: DatabaseLayout, purpose: string): Promise<string> {
  return mkdtemp(join(layout.root, `${DRAFT_PREFIX}${purpose}-`));
}

/** removeDrafts forgets what killed processes left half built. Call it under the lock. */
export async function removeDrafts(layout: DatabaseLayout): Promise<void> {
  const drafts = (await readdir(layout.root)).filter((name) => name.startsWith(DRAFT_PREFIX));
  await Promise.all(
    // A program that outlived its killed parent may still write there; then the next start removes it.
    drafts.map((name) =>
      rm(join(layout.root, name), { recursive: true, force: true }).catch(() => undefined),
    ),
  );
}

/** requireFreeSpace refuses to begin what would fill the disk of `folder`. */
export async function requireFreeSpace(folder: string, neededBytes: number, purpose: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  throw new HomeUnusableError(
    `${folder} has ${inMebibytes(freeBytes)} free, and ${purpose} needs ${inMebibytes(neededBytes)}. ` +
      'Free some space, or set LATEN_HOME to a folder on another disk.',
  );
}

/** describeHomeError gives a HomeUnusableError when the cause lies in the folder itself, else undefined. */
export function describeHomeError(folder: string, error: unknown): HomeUnusableError | undefined {
  switch (errnoOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return new HomeUnusableError(`No permission to write in ${folder}. ${HELP}`, { cause: error });
    case 'EROFS':
      return new HomeUnusableError(`${folder} is on a read-only disk. ${HELP}`, { cause: error });
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFullError(folder, error);
    case 'ENOTDIR':
    case 'EEXIST':
      return new HomeUnusableError(`${folder} cannot be a folder: a file is in the way. ${HELP}`, {
        cause: error,
      });
    default:
      return undefined;
  }
}

/** diskFullError says that the disk of the home is full. */
export function diskFullError(folder: string, cause?: unknown): HomeUnusableError {
  const message = `The disk of ${folder} is full. Free some space, or set LATEN_HOME to a folder on another disk.`;
  return new HomeUnusableError(message, { cause });
}

/** Asks of the folder itself, or of the nearest one above it that exists. */
async function requireWritable(folder: string): Promise<void> {
  const absent = (await ignoringAbsence(access(folder, constants.W_OK).then(() => folder))) === undefined;
  if (absent && dirname(folder) !== folder) await requireWritable(dirname(folder));
}

async function openFolders(first: string, last: string): Promise<void> {
  for (let folder = last; folder.length >= first.length; folder = dirname(folder)) await chmod(folder, 0o711);
}

function inMebibytes(sizeBytes: number): string {
  return `${Math.ceil(sizeBytes / MEBIBYTE_BYTES)} MiB`;
}
