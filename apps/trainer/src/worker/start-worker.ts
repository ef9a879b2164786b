import os from 'node:os';
import { beatWorker, type Database, type RunJob, removeWorker } from '@laten/db';
import { HEARTBEAT_INTERVAL_MS, type RunConfig } from '@laten/shared';
import { planQueuedRun, readVersion } from '../run/plan-run.ts';
import { type AttemptPlan, runAttempt } from '../run/run-attempt.ts';
import type { Session } from '../run/session.ts';
import type { StopSignals } from '../run/stop-signals.ts';
import { supervisorName } from '../run/supervisor-name.ts';
import type { RunView } from '../view/run-view.ts';
import { leaveRun } from './leave-run.ts';
import { type Announcer, createAnnouncer, pause, repeat, warnOnce } from './repeat.ts';

/**
 * A worker takes one queued run at a time and trains it to its end. It is a loop in a process that may do other things;
 * a process with several of them trains several runs at once.
 */

/** A click is answered within a second: a job is looked for so often. */
const LOOK_INTERVAL_MS = 500;

/** WorkerOptions are what a worker needs. */
export type WorkerOptions = {
  readonly session: Session;
  /** The words after `./laten`, for the record of runs that begin here. */
  readonly arguments: readonly string[];
  readonly createView: (config: Pick<RunConfig, 'beta'>) => Promise<RunView>;
  /** Tells the person at the terminal what is about to be trained, and why something is not. */
  readonly print: (line: string) => void;
  /** Tells apart the workers of one process. (Default: 1.) */
  readonly slot?: number;
};

/** Worker is a running worker. */
export type Worker = {
  /** stop hands back what is being trained; asked a second time, at once and without a new checkpoint. */
  stop(signal: NodeJS.Signals): void;
  /** ended resolves when the worker has stopped. */
  readonly ended: Promise<void>;
};

/** startWorker begins to take runs. */
export function startWorker(options: WorkerOptions): Worker {
  const stop = createStop();
  return { stop: stop.raise, ended: work(options, stop) };
}

type Stop = Pick<StopSignals, 'subscribe'> & {
  readonly signal: AbortSignal;
  raise(signal: NodeJS.Signals): void;
};

/** A stop is told to the attempt that runs, and to each that would begin. */
function createStop(): Stop {
  const listeners = new Set<(signal: NodeJS.Signals) => void>();
  const stopping = new AbortController();
  return {
    signal: stopping.signal,
    raise(signal) {
      stopping.abort(signal);
      for (const listener of listeners) listener(signal);
    },
    subscribe(listener) {
      listeners.add(listener);
      if (stopping.signal.aborted) listener(stopping.signal.reason as NodeJS.Signals);
      return () => listeners.delete(listener);
    },
  };
}

/** What the worker holds now. The job is given up as soon as its run has begun, or does not wait any more. */
type Hands = { runId: string | null; job: RunJob | null };

async function work(options: WorkerOptions, stop: Stop): Promise<void> {
  const { database } = options.session;
  const hands: Hands = { runId: null, job: null };
  const beating = new AbortController();
  const beat = createBeat({ database, hands, identity: await identify(options.slot ?? 1) });
  const onError = warnOnce(options.print);
  const announcer = createAnnouncer(options.print);
  const beats = repeat({
    signal: beating.signal,
    intervalMs: HEARTBEAT_INTERVAL_MS,
    work: beat.now,
    onError,
  });
  while (!stop.signal.aborted) {
    const job = await database.queue.take().catch(onError);
    if (!job) {
      await pause(LOOK_INTERVAL_MS, stop.signal);
      continue;
    }
    Object.assign(hands, { runId: job.runId, job });
    beat.soon();
    await train({ options, announcer, stop, job, settle: () => settle(database, hands) }).catch(onError);
    Object.assign(hands, { runId: null, job: null });
    beat.soon();
  }
  beating.abort();
  await beats;
  await beat.goodbye().catch(onError);
}

async function settle(database: Database, hands: Hands): Promise<void> {
  const { job } = hands;
  hands.job = null;
  if (job) await database.queue.settle(job);
}

async function identify(slot: number) {
  const id = `${await supervisorName()}:${slot}`;
  return { id, host: os.hostname(), pid: process.pid, version: await readVersion() };
}

function createBeat(input: {
  database: Database;
  hands: Hands;
  identity: Awaited<ReturnType<typeof identify>>;
}) {
  const { database, hands, identity } = input;
  const say = async () => {
    await beatWorker(database, { ...identity, runId: hands.runId });
    if (hands.job) await database.queue.keep(hands.job);
  };
  // One after the other, so that none that is late comes after the goodbye and makes the row anew.
  let said: Promise<void> = Promise.resolve();
  const now = () => {
    said = said.catch(() => undefined).then(say);
    return said;
  };
  return {
    now,
    /** What fails here is said by the next regular beat. */
    soon: () => void now().catch(() => undefined),
    goodbye: async () => {
      await said.catch(() => undefined);
      await removeWorker(database, identity);
    },
  };
}

/** Trains what a job delivers. A run that cannot begin is left in the state that says why. */
async function train(input: {
  options: WorkerOptions;
  announcer: Announcer;
  stop: Stop;
  job: RunJob;
  settle: () => Promise<void>;
}): Promise<void> {
  const { options, announcer, stop, job, settle } = input;
  const { session } = options;
  try {
    const plan = await planQueuedRun({ session, runId: job.runId, arguments: options.arguments });
    announcer.say(describePlan(plan));
    const view = await options.createView(plan.config);
    const settling: RunView = {
      ...view,
      progress(event) {
        // A job that cannot be settled now is delivered again, to somebody who sees that its run does not wait.
        if (event.type === 'started') {
          announcer.forget();
          void settle().catch(() => undefined);
        }
        view.progress(event);
      },
    };
    await runAttempt({ session, plan, view: settling, signals: stop });
  } catch (error) {
    await leaveRun({ database: session.database, job, error, print: announcer.say });
  }
}

function describePlan({ name, config, resume }: AttemptPlan): string {
  const what = resume ? 'Going on with' : 'Training';
  return `${what} ${name}, ${config.epochs} epochs.`;
}
