import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoringAbsence } from './errors.ts';

/** measureFolder adds up the sizes of all files below a folder. Files that vanish meanwhile count nothing. */
export async function measureFolder(folder: string): Promise<number> {
  const names = (await ignoringAbsence(readdir(folder))) ?? [];
  const sizes = await Promise.all(names.map((name) => measureEntry(join(folder, name))));
  return sizes.reduce((sum, sizeBytes) => sum + sizeBytes, 0);
}

async function measureEntry(path: string): Promise<number> {
  const entry = await ignoringAbsence(lstat(path));
  if (entry === undefined) return 0;
  return entry.isDirectory() ? measureFolder(path) : entry.size;
}
