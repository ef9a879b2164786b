import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerBinaries } from './binaries.ts';
import { EmbeddedDatabaseError, ignoringAbsence } from './errors.ts';
import { diskFullError, makeDraft, requireFreeSpace } from './home.ts';
import type { DatabaseLayout } from './layout.ts';
import { runProgram, type ServerUser } from './run-program.ts';

/** SUPERUSER is the one role of the embedded server. */
export const SUPERUSER = 'laten';

/** What a new data folder and its first write-ahead log need, with some room to work. */
const NEW_FOLDER_BYTES = 150 * 1024 * 1024;

/** readMajorVersion gives the Postgres version that made the data folder; undefined when there is no such folder. */
export async function readMajorVersion(layout: DatabaseLayout): Promise<number | undefined> {
  const text = await ignoringAbsence(readFile(join(layout.data, 'PG_VERSION'), 'utf8'));
  if (text !== undefined) return Number.parseInt(text, 10);
  if ((await ignoringAbsence(stat(layout.data))) === undefined) return undefined;
  throw new EmbeddedDatabaseError(
    `${layout.data} exists but holds no Postgres database (PG_VERSION is missing). ` +
      'Move it away, and Laten will make a new, empty one.',
  );
}

/** requireSameMajor refuses a data folder that these binaries cannot read. */
export function requireSameMajor(
  layout: DatabaseLayout,
  folderMajor: number,
  binaries: ServerBinaries,
): void {
  if (folderMajor === binaries.majorVersion) return;
  throw new EmbeddedDatabaseError(
    `${layout.data} was made by Postgres ${folderMajor}, and this Laten brings Postgres ${binaries.majorVersion}, ` +
      'which cannot read it. Use the Laten that made it, or set LATEN_HOME to another folder to begin anew.',
  );
}

/** createDataFolder makes a new data folder. A kill at any point leaves either a draft or the whole folder. */
export async function createDataFolder(options: {
  layout: DatabaseLayout;
  binaries: ServerBinaries;
  user: ServerUser | undefined;
  password: string;
}): Promise<void> {
  const { layout, binaries, user, password } = options;
  await requireFreeSpace(layout.root, NEW_FOLDER_BYTES, 'a new database');
  const draft = await makeDraft(layout, 'data');
  const passwordFile = join(draft, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) {
    await chown(draft, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  const args = initdbArguments({ folder: join(draft, 'data'), passwordFile });
  const { exitCode, output } = await runProgram(binaries.initdb, args, { cwd: layout.root, user });
  if (exitCode === 0) await rename(join(draft, 'data'), layout.data);
  await rm(draft, { recursive: true, force: true });
  if (exitCode !== 0) throw initdbError(layout, output);
}

/** The locale is Postgres's own C.UTF-8, so that texts sort alike on every machine, whatever is installed there. */
function initdbArguments(paths: { folder: string; passwordFile: string }): string[] {
  return [
    `--pgdata=${paths.folder}`,
    `--pwfile=${paths.passwordFile}`,
    `--username=${SUPERUSER}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ];
}

function initdbError(layout: DatabaseLayout, output: string): Error {
  if (output.includes('No space left on device')) return diskFullError(layout.root);
  const reason = output.trim().split('\n').slice(-5).join('\n');
  return new EmbeddedDatabaseError(
    `The new database in ${layout.data} could not be made. initdb said:\n${reason}`,
  );
}
