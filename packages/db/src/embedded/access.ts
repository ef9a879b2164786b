import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ServerUser } from './run-program.ts';

const READ = 4;
const EXECUTE = 1;

type Permissions = { uid: number; gid: number; mode: number };

/** mayEnter says whether the permission bits of a folder let `user` through. Access lists are not looked at. */
export function mayEnter(folder: Permissions, user: ServerUser): boolean {
  return grants(folder, user, EXECUTE);
}

/** mayReadAll says whether `user` may read a file, or list and enter a folder. */
function mayReadAll(entry: Permissions & { isDirectory(): boolean }, user: ServerUser): boolean {
  return grants(entry, user, entry.isDirectory() ? READ | EXECUTE : READ);
}

/** findClosedFolder gives the first folder from the root to `folder`, both included, that `user` cannot enter. */
export async function findClosedFolder(folder: string, user: ServerUser): Promise<string | undefined> {
  for (const step of ancestorsOf(folder)) {
    if (!mayEnter(await stat(step), user)) return step;
  }
  return undefined;
}

/** canReachToRead says whether `user` can come to all of these paths and read them. */
export async function canReachToRead(paths: string[], user: ServerUser): Promise<boolean> {
  for (const path of paths) {
    if ((await findClosedFolder(dirname(path), user)) !== undefined) return false;
    if (!mayReadAll(await stat(path), user)) return false;
  }
  return true;
}

function ancestorsOf(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [...ancestorsOf(parent), folder];
}

function grants(entry: Permissions, user: ServerUser, wanted: number): boolean {
  const shift = entry.uid === user.uid ? 6 : entry.gid === user.gid ? 3 : 0;
  return ((entry.mode >> shift) & wanted) === wanted;
}
