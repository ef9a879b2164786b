import { randomBytes } from 'node:crypto';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { EmbeddedDatabaseError, ignoringAbsence } from './errors.ts';
import type { DatabaseLayout } from './layout.ts';

/** ensurePassword gives the server's password and makes one, readable by us alone, before the first start. */
export async function ensurePassword(layout: DatabaseLayout): Promise<string> {
  const existing = (await ignoringAbsence(readFile(layout.password, 'utf8')))?.trim();
  if (existing) return existing;
  if ((await ignoringAbsence(stat(layout.data))) !== undefined) throw passwordLostError(layout);
  const password = randomBytes(24).toString('base64url');
  await writeDurably(layout.password, `${password}\n`);
  return password;
}

/** readPassword gives the password of a server that has been made. */
export async function readPassword(layout: DatabaseLayout): Promise<string> {
  const password = (await ignoringAbsence(readFile(layout.password, 'utf8')))?.trim();
  if (!password) throw passwordLostError(layout);
  return password;
}

function passwordLostError(layout: DatabaseLayout): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The password of the database is missing: ${layout.password} is gone or empty, but ${layout.data} exists. ` +
      `Put the file back, or move ${layout.root} away to begin with an empty database.`,
  );
}

/** A crash or a power cut leaves either no file or the whole file. */
async function writeDurably(path: string, text: string): Promise<void> {
  const draft = await open(`${path}.new`, 'w', 0o600);
  try {
    await draft.writeFile(text);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(`${path}.new`, path);
}
