import path from 'node:path';
import { deleteUnreferencedBlobs } from '@laten/db';
import { identifySelf, LockTimeoutError, withLock } from '@laten/db/embedded';
import { isLatenError } from '@laten/shared';
import { exitCodes } from '../exit-codes.ts';
import { type AttemptPlan, runAttempt } from '../run/run-attempt.ts';
import { openSession, type Session } from '../run/session.ts';
import { choosePort, parsePort, requireLoopback } from '../up/choose-port.ts';
import { nextTraining } from '../up/first-training.ts';
import { readUpFile, removeUpFile, writeUpFile } from '../up/up-file.ts';
import { startWebServer, type WebServer } from '../up/web-server.ts';
import type { RunView } from '../view/run-view.ts';
import type { CommandContext } from './command-context.ts';

/** UpOptions are the flags of `up`. */
export type UpOptions = { readonly port?: string; readonly host?: string };

/**
 * up serves the dashboard and trains what waits, until Ctrl-C. One a home: a second one says where the first is.
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
      await trainWhatWaits(session, context);
      await waitForEnd(web, context);
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

/** Trains one run after the other. What cannot be trained is said; the dashboard goes on. */
async function trainWhatWaits(session: Session, context: CommandContext): Promise<void> {
  try {
    while (!context.signals.received) {
      const next = await nextTraining(session, context.arguments);
      if (!next) return;
      context.print(describePlan(next.plan));
      const view = await context.createView(next.plan.config, false);
      const marking: RunView = {
        ...view,
        progress(event) {
          if (event.type === 'started') void next.markBegun().catch((error) => view.warn(String(error)));
          view.progress(event);
        },
      };
      await runAttempt({ session, plan: next.plan, view: marking, signals: context.signals });
    }
  } catch (error) {
    if (!isLatenError(error)) throw error;
    if (!context.signals.received) context.print(`No training now: ${error.message}`);
  }
}

function describePlan({ name, config, resume }: AttemptPlan): string {
  const what = resume ? 'Going on with' : 'Training';
  return `${what} ${name}, ${config.epochs} epochs.`;
}

function waitForEnd(web: WebServer, context: CommandContext): Promise<void> {
  const signal = new Promise<void>((resolve) => {
    context.signals.subscribe(() => resolve());
  });
  const lost = web.exited.then(() => {
    if (!context.signals.received)
      context.say('The dashboard ended by itself; its log is in the home, under logs/web.log.');
  });
  return Promise.race([signal, lost]);
}
