import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Database, migrateDatabase, openDatabase, setSetting } from '@laten/db';
import { acquireDatabase, stopEmbedded } from '@laten/db/embedded';
import { createId } from '@laten/shared';
import { buildIfStale, findFreePort } from './dashboard.ts';

/**
 * All of Laten as `npm start` runs it, in a home of its own: an embedded Postgres that a test may stop and start, the
 * built dashboard, and the worker that trains on real images.
 */

const checkout = resolve(import.meta.dirname, '../../../..');
const cli = join(checkout, 'apps/trainer/src/cli.ts');
const testHome = process.env.LATEN_HOME ?? join(checkout, '.laten-test');

/** Laten is a running `up`. */
export type Laten = {
  readonly url: string;
  readonly database: Database;
  /** The process that is up: it serves, and supervises what its worker trains. */
  readonly upPid: number;
  /** laten runs another command of the CLI in the same home. */
  laten(...words: string[]): ChildProcess;
  /** stopDatabase takes Postgres away, startDatabase brings it back. */
  stopDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  stop(): Promise<void>;
};

/** startLaten starts it without the training that a new database begins with, unless `firstTraining` asks for it. */
export async function startLaten({ firstTraining = false } = {}): Promise<Laten> {
  await buildIfStale();
  const home = await mkdtemp(join(tmpdir(), 'laten-journey-'));
  // As root the server runs as another user, who must be able to reach its folder.
  await chmod(home, 0o755);
  await symlink(join(testHome, 'datasets'), join(home, 'datasets'));
  let lease = await acquireDatabase({ home });
  await migrateDatabase({ url: lease.url });
  const database = await openDatabase({ url: lease.url });
  if (!firstTraining)
    await setSetting(database, { key: 'first-training', value: { runId: createId(), begun: true } });
  const port = await findFreePort();
  const laten = (...words: string[]) => spawnCli(home, words);
  const up = laten('up', '--port', String(port));
  await untilUp(up);
  return {
    url: `http://127.0.0.1:${port}`,
    database,
    upPid: up.pid ?? 0,
    laten,
    stopDatabase: () => stopEmbedded({ home, force: true }).then(() => undefined),
    startDatabase: async () => {
      await lease.release();
      lease = await acquireDatabase({ home });
    },
    stop: async () => {
      const exited = once(up, 'exit');
      up.kill('SIGINT');
      await exited;
      await database.close();
      await stopEmbedded({ home, force: true });
      await lease.release();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function spawnCli(home: string, words: readonly string[]): ChildProcess {
  const { DATABASE_URL: _none, ...environment } = process.env;
  return spawn(process.execPath, [cli, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...environment, LATEN_HOME: home },
  });
}

async function untilUp(up: ChildProcess): Promise<void> {
  if (!up.stdout) throw new Error('`up` has no output to read.');
  for await (const line of createInterface({ input: up.stdout })) if (line.includes('Laten is up')) break;
  up.stdout.resume();
}
