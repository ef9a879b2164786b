import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** UpFile says which process serves a home, and where. It is written by `up` while it holds the home's lock. */
export type UpFile = { readonly pid: number; readonly address: string };

const fileIn = (home: string) => path.join(home, 'up.json');

/** writeUpFile announces a running `up`. */
export async function writeUpFile(home: string, content: UpFile): Promise<void> {
  await writeFile(fileIn(home), JSON.stringify(content));
}

/** readUpFile returns what a running, or killed, `up` announced; null when there is none. */
export async function readUpFile(home: string): Promise<UpFile | null> {
  const text = await readFile(fileIn(home), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as UpFile);
}

/** removeUpFile takes the announcement back. */
export async function removeUpFile(home: string): Promise<void> {
  await rm(fileIn(home), { force: true });
}
