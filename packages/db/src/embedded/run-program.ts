import { spawn } from 'node:child_process';
import { EmbeddedDatabaseError } from './errors.ts';

/** ServerUser is the user as whom the server's programs run when Laten itself runs as root. */
export type ServerUser = { uid: number; gid: number };

/**
 * QUIET_ENVIRONMENT is all that the server's programs see of the environment: a PGPORT or PGDATA of the caller would
 * change what they do, and their messages must stay in English to be recognised.
 */
export const QUIET_ENVIRONMENT = { LC_ALL: 'C', PATH: '/usr/bin:/bin' };

/** ProgramResult is how a program ended; `output` is what it printed, on both streams. */
type ProgramResult = { exitCode: number; output: string };

/**
 * runProgram runs a program to its end, as `user` when given, in the folder `cwd`.
 *
 * The program gets its own session, so that a Ctrl-C meant for Laten does not cut it short.
 */
export function runProgram(
  file: string,
  args: string[],
  options: { cwd: string; user?: ServerUser | undefined },
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: QUIET_ENVIRONMENT,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options.user,
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (cause) => {
      reject(new EmbeddedDatabaseError(`${file} could not be run: ${cause.message}.`, { cause }));
    });
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? -1, output }));
  });
}
