import { setTimeout as delay } from 'node:timers/promises';
import { resolveBinaries } from './binaries.ts';
import { ensureDatabase } from './connect.ts';
import { EmbeddedDatabaseError, errnoOf } from './errors.ts';
import { diskFullError } from './home.ts';
import { type Cluster, launchServer } from './launch-server.ts';
import type { DatabaseLayout } from './layout.ts';
import { findPostmaster, type Postmaster } from './postmaster-file.ts';
import { runProgram } from './run-program.ts';
import { isDiskFull, isPassingConnectError } from './server-failures.ts';
import { resolveServerUser } from './server-user.ts';

/** How long a start may take, recovery after a crash included. */
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_SECONDS = 60;
const ANSWER_POLL_INTERVAL_MS = 20;
const RETRY_INTERVAL_MS = 250;

/** RunningServer is a server that has answered. */
export type RunningServer = { pid: number; port: number; version: string };

/** openCluster finds the programs and the user for a data folder. It starts nothing. */
export async function openCluster(layout: DatabaseLayout, log: (line: string) => void): Promise<Cluster> {
  const user = await resolveServerUser(layout);
  return { layout, user, log, binaries: await resolveBinaries(layout, user, log) };
}

/** startOrJoin returns the server of the data folder once it answers; it starts it when none runs. Needs the lock. */
export async function startOrJoin(cluster: Cluster, password: string): Promise<RunningServer> {
  const deadlineMs = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadlineMs) {
    const server = await tryToStartOrJoin(cluster, password, deadlineMs);
    if (server !== undefined) return server;
    await delay(RETRY_INTERVAL_MS);
  }
  throw new EmbeddedDatabaseError(
    `The database in ${cluster.layout.data} did not answer within ${START_TIMEOUT_MS / 1000} s. ` +
      `Look at the end of ${cluster.layout.serverLog}, and try again.`,
  );
}

/** stopServer ends the server, connections included, and waits for it. Nothing happens when none runs. Needs the lock. */
export async function stopServer({ layout, binaries, user }: Cluster): Promise<void> {
  if ((await findPostmaster(layout)) === undefined) return;
  const args = ['stop', '-D', layout.data, '-m', 'fast', '-w', '-t', String(STOP_TIMEOUT_SECONDS)];
  const { output } = await runProgram(binaries.pgCtl, args, { cwd: layout.root, user });
  const survivor = await findPostmaster(layout);
  if (survivor === undefined) return;
  throw new EmbeddedDatabaseError(
    `The database (process ${survivor.pid}) did not stop within ${STOP_TIMEOUT_SECONDS} s: ${output.trim()} ` +
      `Look at the end of ${layout.serverLog}, and run ./laten down again.`,
  );
}

/** Undefined when another try may succeed; throws when none will. */
async function tryToStartOrJoin(
  cluster: Cluster,
  password: string,
  deadlineMs: number,
): Promise<RunningServer | undefined> {
  const { layout } = cluster;
  const launch = (await findPostmaster(layout)) === undefined ? await launchServer(cluster) : undefined;
  while (performance.now() < deadlineMs) {
    const postmaster = await findPostmaster(layout);
    const server = postmaster && (await askServer(layout, password, postmaster));
    if (server !== undefined) return server;
    if (postmaster === undefined && launch?.hasEnded() !== false) break;
    await delay(ANSWER_POLL_INTERVAL_MS);
  }
  if (launch?.hasEnded()) await launch.requirePassingFailure();
  return undefined;
}

/** Undefined when the server may answer in a moment. */
async function askServer(
  layout: DatabaseLayout,
  password: string,
  { pid, port, status }: Postmaster,
): Promise<RunningServer | undefined> {
  if (port === undefined || status !== 'ready') return undefined;
  try {
    const { version } = await ensureDatabase({ port, password });
    return { pid, port, version };
  } catch (cause) {
    const code = errnoOf(cause);
    if (isPassingConnectError(code)) return undefined;
    if (isDiskFull(code)) throw diskFullError(layout.root, cause);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmbeddedDatabaseError(
      `The database in ${layout.data} runs as process ${pid} but turns Laten away: ${reason}. ` +
        `Is ${layout.password} the file that was made with it?`,
      { cause },
    );
  }
}
