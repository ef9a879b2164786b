import { fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LatenError } from '@laten/shared';
import { inheritedEnvironment } from '../env.ts';

const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 100;
const STOP_WITHIN_MS = 5_000;

/** WebServer is the dashboard's process. */
export type WebServer = {
  readonly address: string;
  /** exited resolves when the server is gone. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
};

/** startWebServer serves the built dashboard on loopback and resolves when it answers. Its output goes to `<home>/logs/web.log`. */
export async function startWebServer(input: {
  home: string;
  port: number;
  databaseUrl: string;
}): Promise<WebServer> {
  const folder = fileURLToPath(new URL('../../../web/', import.meta.url));
  const next = createRequire(path.join(folder, 'package.json')).resolve('next/dist/bin/next');
  const logFile = path.join(input.home, 'logs', 'web.log');
  await mkdir(path.dirname(logFile), { recursive: true });
  const child = fork(next, ['start', '--hostname', '127.0.0.1', '--port', String(input.port)], {
    cwd: folder,
    execArgv: ['--import', new URL('./exit-with-parent.ts', import.meta.url).href],
    env: {
      ...inheritedEnvironment(),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: input.databaseUrl,
      PORT: String(input.port),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Its own group: Ctrl-C is ours to pass on, after the training has been brought to a checkpoint.
    detached: true,
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const server: WebServer = {
    address: `http://localhost:${input.port}`,
    exited,
    stop: async () => {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await exited;
      clearTimeout(killer);
    },
  };
  try {
    await waitUntilHealthy(input.port, exited, logFile);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function waitUntilHealthy(port: number, exited: Promise<void>, logFile: string): Promise<void> {
  const deadlineMs = performance.now() + READY_WITHIN_MS;
  let gone = false;
  void exited.then(() => {
    gone = true;
  });
  while (!gone && performance.now() < deadlineMs) {
    const response = await fetch(`http://127.0.0.1:${port}/api/health`, {
      signal: AbortSignal.timeout(READY_WITHIN_MS),
    }).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new LatenError(
    'DASHBOARD',
    `The dashboard ${gone ? 'ended' : 'does not answer'}; its log is ${logFile}`,
  );
}
