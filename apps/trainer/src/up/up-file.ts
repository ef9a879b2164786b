import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProcessIdentity } from '@laten/db/embedded';
import { z } from 'zod';

/** UpFile says which process serves a home, and where. It is written by `up` while it holds the home's lock. */
export type UpFile = ProcessIdentity & { readonly address: string };

const upFileSchema = z.object({ pid: z.number(), startedAt: z.string(), address: z.string() });

const fileIn = (home: string) => path.join(home, 'up.json');

/** writeUpFile announces a running `up`. */
export async function writeUpFile(home: string, content: UpFile): Promise<void> {
  await writeFile(`${fileIn(home)}.part`, JSON.stringify(content));
  await rename(`${fileIn(home)}.part`, fileIn(home));
}

/** readUpFile returns what a running, or killed, `up` announced; null when there is nothing that can be read. */
export async function readUpFile(home: string): Promise<UpFile | null> {
  try {
    return upFileSchema.parse(JSON.parse(await readFile(fileIn(home), 'utf8')));
  } catch {
    return null;
  }
}

/** removeUpFile takes the announcement back. */
export async function removeUpFile(home: string): Promise<void> {
  await rm(fileIn(home), { force: true });
}
