import { readFile, writeFile } from 'node:fs/promises';
import { ignoringAbsence } from './errors.ts';
import type { DatabaseLayout } from './layout.ts';
import { identifyProcess, readCommandLine } from './process-identity.ts';

/** Above every pid that a system gives out, so no process ever has it. */
const NEVER_A_PID = 2_147_483_647;

/** Postmaster is a living server of our data folder. Its port is unknown while it has only just started. */
export type Postmaster = { pid: number; port: number | undefined; status: string };

/** findPostmaster finds the living server of the data folder; undefined when none runs. It changes nothing. */
export async function findPostmaster(layout: DatabaseLayout): Promise<Postmaster | undefined> {
  const text = await ignoringAbsence(readFile(layout.postmasterPid, 'utf8'));
  const written = text === undefined ? undefined : parsePostmasterFile(text);
  return written !== undefined && (await runsOurFolder(written.pid, layout)) ? written : undefined;
}

/**
 * disarmStaleFile keeps a leftover postmaster.pid from stopping a start when its pid now belongs to another program.
 * The file stays, with a pid that no process has: Postgres also reads from it how to find out whether children of
 * the dead server are still at work in the folder. Call it under the lock, when no server was found.
 */
export async function disarmStaleFile(layout: DatabaseLayout): Promise<void> {
  const text = await ignoringAbsence(readFile(layout.postmasterPid, 'utf8'));
  const written = text === undefined ? undefined : parsePostmasterFile(text);
  if (text === undefined || written === undefined) return;
  if ((await identifyProcess(written.pid)) === undefined) return;
  await writeFile(layout.postmasterPid, text.replace(/^-?\d+/, String(NEVER_A_PID)));
}

/** parsePostmasterFile reads the lines of postmaster.pid: pid, folder, start time, port, sockets, address, key, status. */
export function parsePostmasterFile(text: string): Postmaster | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!(pid > 0)) return undefined;
  const port = Number.parseInt(lines[3] ?? '', 10);
  return { pid, port: port > 0 ? port : undefined, status: lines[7] ?? '' };
}

async function runsOurFolder(pid: number, layout: DatabaseLayout): Promise<boolean> {
  if ((await identifyProcess(pid)) === undefined) return false;
  // Windows shows no command lines; there a living pid is believed, and the connection proves it.
  if (process.platform === 'win32') return true;
  const command = (await readCommandLine(pid)) ?? '';
  return /(^|\/)postgres /.test(command) && `${command} `.includes(`-D ${layout.data} `);
}
