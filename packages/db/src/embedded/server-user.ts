import { stat } from 'node:fs/promises';
import { EmbeddedDatabaseError, ignoringAbsence } from './errors.ts';
import type { DatabaseLayout } from './layout.ts';
import { runProgram, type ServerUser } from './run-program.ts';

const USER_NAME = 'postgres';

/**
 * resolveServerUser decides as whom the server runs: as ourselves (undefined), unless we are root, which Postgres
 * refuses. Then it is whoever owns the data folder, else the system user `postgres`, made when it is missing.
 */
export async function resolveServerUser(layout: DatabaseLayout): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const data = await ignoringAbsence(stat(layout.data));
  if (data !== undefined && data.uid !== 0) return { uid: data.uid, gid: data.gid };
  return (await findSystemUser(USER_NAME)) ?? (await createSystemUser(USER_NAME));
}

/** findSystemUser looks a user of this machine up by name. */
async function findSystemUser(name: string): Promise<ServerUser | undefined> {
  const [uid, gid] = [await askId(['-u', name]), await askId(['-g', name])];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

/** createSystemUser makes a user without a home or a password, who can only own files and run the server. */
async function createSystemUser(name: string): Promise<ServerUser> {
  const args = [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/bin/false',
  ];
  const made = await runOrDescribe('/usr/sbin/useradd', [...args, name]);
  const user = await findSystemUser(name);
  if (user !== undefined) return user;
  throw new EmbeddedDatabaseError(
    `Postgres refuses to run as root, and the user "${name}" could not be made to run it (${made}). ` +
      `Run Laten as an ordinary user, make the user yourself (useradd --system ${name}), or set DATABASE_URL.`,
  );
}

async function askId(args: string[]): Promise<number | undefined> {
  const answer = await runProgram('/usr/bin/id', args, { cwd: '/' }).catch(() => undefined);
  return answer?.exitCode === 0 && /^\d+\s*$/.test(answer.output) ? Number(answer.output) : undefined;
}

async function runOrDescribe(file: string, args: string[]): Promise<string> {
  const result = await runProgram(file, args, { cwd: '/' }).catch((error: Error) => ({
    output: error.message,
  }));
  return result.output.trim() || 'no reason given';
}
