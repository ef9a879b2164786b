import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withLock } from '@laten/db/embedded';

/** The built dashboard as a process of its own, as `./laten up` starts it. */

const appFolder = resolve(import.meta.dirname, '../..');
const sourceFolders = ['.', '../../packages/shared', '../../packages/model', '../../packages/db'].map(
  (folder) => join(appFolder, folder, 'src'),
);
const nextBin = createRequire(import.meta.url).resolve('next/dist/bin/next');
const START_PATIENCE_MS = 60_000;
const POLL_MS = 100;

/** Dashboard is a running server. */
export type Dashboard = { readonly url: string; readonly port: number; stop(): Promise<void> };

/** buildIfStale builds the dashboard unless the last build is younger than every source. One process builds, others wait. */
export function buildIfStale(): Promise<void> {
  return withLock(join(appFolder, '.next-build.lock'), build);
}

async function build(): Promise<void> {
  const builtAtMs = modifiedMs(join(appFolder, '.next', 'BUILD_ID'));
  if (sourceFolders.every((folder) => newestMs(folder) < builtAtMs)) return;
  const [code] = await once(runNext(['build'], {}), 'exit');
  if (code !== 0) throw new Error(`next build ended with code ${code}.`);
}

/** startDashboard serves the build on a free port and returns when it can serve. */
export async function startDashboard(databaseUrl: string): Promise<Dashboard> {
  const port = await findFreePort();
  const server = runNext(['start', '--hostname', '127.0.0.1', '--port', String(port)], {
    DATABASE_URL: databaseUrl,
  });
  const exited = once(server, 'exit');
  const stop = async () => {
    server.kill('SIGTERM');
    await exited;
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitForHealth(url, server);
  } catch (error) {
    if (server.exitCode === null) await stop();
    throw error;
  }
  return { url, port, stop };
}

function runNext(args: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [nextBin, ...args], {
    cwd: appFolder,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function waitForHealth(url: string, server: ChildProcess): Promise<void> {
  const giveUpAtMs = performance.now() + START_PATIENCE_MS;
  while (performance.now() < giveUpAtMs) {
    if (server.exitCode !== null) throw new Error(`next start ended with code ${server.exitCode}.`);
    const response = await fetch(`${url}/api/health`).catch(() => null);
    if (response?.ok) return;
    await pause(POLL_MS);
  }
  throw new Error(`The dashboard was not ready after ${START_PATIENCE_MS / 1000} s.`);
}

/** findFreePort returns a port that nothing listens on. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

function newestMs(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(0, ...files.map((entry) => modifiedMs(join(entry.parentPath, entry.name))));
}

function modifiedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
