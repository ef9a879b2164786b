import path from 'node:path';
import { deleteUnreferencedBlobs } from '@laten/db';
import { identifySelf, LockTimeoutError, withLock } from '@laten/db/embedded';
import { exitCodes } from '../exit-codes.ts';
import { openSession, type Session } from '../run/session.ts';
import { choosePort, parsePort, requireLoopback } from '../up/choose-port.ts';
import { queueFirstTraining } from '../up/first-training.ts';
import { readUpFile, removeUpFile, writeUpFile } from '../up/up-file.ts';
import { startWebServer, type WebServer } from '../up/web-server.ts';
import { startHousekeeping } from '../worker/housekeeping.ts';
import { startLocalWorker } from '../worker/start-local-worker.ts';
import type { CommandContext } from './command-context.ts';

/** UpOptions are the flags of `up`. */
export type UpOptions = { readonly port?: string; readonly host?: string };

/**
 * up serves the dashboard and trains what is queued, until Ctrl-C. One a home: a second one says where the first is.
 * Returns the exit code.
 */
export async function up(options: UpOptions, context: CommandContext): Promise<number> {
  requireLoopback(options.host);
  const asked = parsePort(options.port);
  const { home } = context.environment;
  let serving = false;
  try {
    const work = () => {
      serving = true;
      return serve(asked, context);
    };
    return await withLock(path.join(home, 'up.lock'), work, { timeoutMs: 0 });
  } catch (error) {
    if (serving || !(error instanceof LockTimeoutError)) throw error;
    const running = await readUpFile(home);
    context.print(`Laten is already up${running ? ` at ${running.address}` : ''}. \`./laten down\` ends it.`);
    return exitCodes.ok;
  }
}

async function serve(asked: number | undefined, context: CommandContext): Promise<number> {
  const { environment, signals, print } = context;
  const { port, skipped } = await choosePort(asked);
  if (skipped.length > 0) print(`Port ${skipped[0]} is in use; taking ${port}.`);
  const session = await openSession(environment, context.say);
  try {
    const web = await startWebServer({ home: session.home, port, databaseUrl: session.databaseUrl });
    try {
      await writeUpFile(session.home, { ...(await identifySelf()), address: web.address });
      print(`Laten is up: ${web.address}   (Ctrl-C ends it)`);
      // What a killed process stored and never named is freed; a failure here costs disk, not more.
      await deleteUnreferencedBlobs(session.database).catch(() => undefined);
      await queueFirstTraining(session.database);
      await trainUntilEnd(session, web, context);
    } finally {
      await web.stop();
      await removeUpFile(session.home);
    }
  } finally {
    await session.close();
  }
  // Ctrl-C is how `up` is meant to end; the dashboard ending by itself is not.
  return signals.received ? exitCodes.ok : exitCodes.defect;
}

/**
 * Trains what is queued, as many runs at once as is best on this machine, until a signal comes or the dashboard is lost; what is
 * in training then is handed back.
 */
async function trainUntilEnd(session: Session, web: WebServer, context: CommandContext): Promise<void> {
  const { signals, say } = context;
  const housekeeping = startHousekeeping({ session, warn: say });
  const worker = await startLocalWorker({ session, context });
  const unsubscribe = signals.subscribe((signal) => worker.stop(signal));
  void web.exited.then(() => {
    if (signals.received) return;
    say('The dashboard ended by itself; its log is in the home, under logs/web.log.');
    worker.stop('SIGTERM');
  });
  try {
    await worker.ended;
  } finally {
    unsubscribe();
    await housekeeping.stop();
  }
}
