import { spawn } from 'node:child_process';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import type { ServerBinaries } from './binaries.ts';
import { EmbeddedDatabaseError, ignoringAbsence } from './errors.ts';
import { diskFullError } from './home.ts';
import type { DatabaseLayout } from './layout.ts';
import { choosePort, HOST } from './port.ts';
import { disarmStaleFile } from './postmaster-file.ts';
import { QUIET_ENVIRONMENT, type ServerUser } from './run-program.ts';
import { classifyStartFailure } from './server-failures.ts';

const LOG_SIZE_TO_ROTATE_BYTES = 5 * 1024 * 1024;

/** Chosen for a laptop with two cores that trains a model at the same time. What is not here is Postgres's default. */
const SETTINGS: Record<string, string> = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  shared_buffers: '192MB',
  effective_cache_size: '1GB',
  maintenance_work_mem: '128MB',
  work_mem: '16MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
};

/** Cluster is a data folder with the programs that serve it and the user they run as. */
export type Cluster = {
  layout: DatabaseLayout;
  binaries: ServerBinaries;
  user: ServerUser | undefined;
  log: (line: string) => void;
};

/** Launch is a server that has been started and may or may not come up. */
type Launch = {
  hasEnded(): boolean;
  /** For a launch that has ended: throws when no other try will help, else returns. */
  requirePassingFailure(): Promise<void>;
};

/**
 * launchServer starts the server and returns at once. The server outlives this process.
 * It is started without pg_ctl, whose start goes through a shell that trips over a `$` or a quote in a path.
 */
export async function launchServer(cluster: Cluster): Promise<Launch> {
  const { layout, binaries, user, log } = cluster;
  await disarmStaleFile(layout);
  const settings = { ...SETTINGS, port: String(await choosePort(layout, log)) };
  const logFile = await openLog(layout);
  const { size: logStartBytes } = await logFile.stat();
  const child = spawn(binaries.postgres, ['-D', layout.data, ...asArguments(settings)], {
    cwd: layout.root,
    env: QUIET_ENVIRONMENT,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', logFile.fd, logFile.fd],
    ...user,
  });
  let ending: string | undefined;
  child.once('exit', (exitCode, signal) => {
    ending = `The server ended with ${signal ?? `exit code ${exitCode}`}.`;
  });
  child.once('error', (error) => {
    ending = `The server could not be run: ${error.message}.`;
  });
  child.unref();
  await logFile.close();
  return {
    hasEnded: () => ending !== undefined,
    requirePassingFailure: async () => judge(layout, `${await readLog(layout, logStartBytes)}\n${ending}`),
  };
}

function asArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function judge(layout: DatabaseLayout, reason: string): void {
  const failure = classifyStartFailure(reason);
  if (failure === 'passing') return;
  if (failure === 'disk-full') throw diskFullError(layout.root);
  throw new EmbeddedDatabaseError(
    `The database in ${layout.data} did not start. The end of ${layout.serverLog}:\n` +
      reason.trim().split('\n').slice(-8).join('\n'),
  );
}

async function openLog(layout: DatabaseLayout): Promise<FileHandle> {
  const before = await ignoringAbsence(stat(layout.serverLog));
  if (before !== undefined && before.size > LOG_SIZE_TO_ROTATE_BYTES) {
    await rename(layout.serverLog, `${layout.serverLog}.old`);
  }
  return open(layout.serverLog, 'a', 0o600);
}

async function readLog(layout: DatabaseLayout, fromBytes: number): Promise<string> {
  const file = await open(layout.serverLog, 'r');
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read({ buffer: Buffer.alloc(size - fromBytes), position: fromBytes });
    return buffer.toString();
  } finally {
    await file.close();
  }
}
