import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { LatenError, type RunConfig } from '@laten/shared';
import { isNativeBanner, nativeEnvironment } from '../backend/native-environment.ts';
import type { FromChild, ToChild } from './protocol.ts';

/**
 * A training process trains one run after another: what it has loaded, native TensorFlow and the images, serves the next
 * one too. Its supervisor sees one run of it at a time, a TrainingChild.
 */

/** ProcessExit is how a process ended. */
export type ProcessExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** TrainingChild is one run in a training process, as its supervisor sees it. When it is done, nothing more reaches the process. */
export type TrainingChild = {
  readonly pid: number;
  /** start says what to train. */
  start(start: Omit<Extract<ToChild, { type: 'start' }>, 'type'>): void;
  /** stop asks for a checkpoint and the end. */
  stop(): void;
  /** kill ends the process at once. */
  kill(): void;
  /**
   * done resolves after the run's last message: with null when it ended and its process waits for another, else with how
   * the process ended, whatever the reason.
   */
  readonly done: Promise<ProcessExit | null>;
};

/** ChildHandlers receive what a training process says of a run. */
export type ChildHandlers = {
  readonly onMessage: (message: FromChild) => void;
  /** A line that the process, or a native library in it, printed. */
  readonly onLine: (line: string) => void;
};

/** TrainingProcess is a process that trains one run at a time. */
export type TrainingProcess = {
  readonly pid: number;
  /** begin is the next run; the one before it is done. */
  begin(handlers: ChildHandlers): TrainingChild;
  kill(): void;
  /** exited resolves when the process is gone; it rejects with LatenError (BACKEND_MISSING) when there never was one. */
  readonly exited: Promise<ProcessExit>;
};

/**
 * spawnTrainingProcess starts a process with the threads and kernels that the config asks for. When the system refuses another
 * process, it throws, or `exited` and `done` reject with, LatenError (BACKEND_MISSING).
 */
export function spawnTrainingProcess(input: {
  config: Pick<RunConfig, 'threads' | 'deterministic'>;
  environment: NodeJS.ProcessEnv;
}): TrainingProcess {
  const child = forkChild({ ...input.environment, ...nativeEnvironment(input.config) });
  /** The run that it trains now. */
  let run: (ChildHandlers & { end(): void }) | null = null;
  child.on('message', (message: FromChild) => {
    run?.onMessage(message);
    if (message.type === 'failed') child.kill('SIGKILL');
    // What it printed before is there already, and is read in this turn of the loop.
    if (message.type === 'ended') setImmediate(() => run?.end());
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (!isNativeBanner(line)) run?.onLine(line);
    });
  }
  const exited = untilGone(child);
  // Whoever waits for a run hears of it; between two runs nobody does.
  exited.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    begin: (handlers) => {
      const ended = Promise.withResolvers<null>();
      const mine = { ...handlers, end: () => ended.resolve(null) };
      run = mine;
      const done = Promise.race([ended.promise, exited]).finally(() => {
        run = null;
      });
      const say = (message: ToChild) => {
        if (run === mine) sendIfOpen(child, message);
      };
      return {
        pid: child.pid ?? 0,
        start: (start) => say({ type: 'start', ...start }),
        stop: () => say({ type: 'stop' }),
        kill: () => {
          if (run === mine) child.kill('SIGKILL');
        },
        done,
      };
    },
    kill: () => child.kill('SIGKILL'),
    exited,
  };
}

/** spawnTrainingChild starts a process for one run; it goes when the run is done. Throws as `spawnTrainingProcess` does. */
export function spawnTrainingChild(
  input: Parameters<typeof spawnTrainingProcess>[0] & ChildHandlers,
): TrainingChild {
  const { onMessage, onLine, ...how } = input;
  const trainer = spawnTrainingProcess(how);
  const child = trainer.begin({ onMessage, onLine });
  const end = () => trainer.kill();
  child.done.then(end, end);
  return child;
}

function untilGone(child: ChildProcess): Promise<ProcessExit> {
  return new Promise((resolve, reject) => {
    // Any other failure, such as a kill that comes too late, ends in 'close'.
    child.on('error', (error) => {
      if (child.pid === undefined) reject(notStarted(error));
    });
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

function forkChild(env: NodeJS.ProcessEnv): ChildProcess {
  try {
    return fork(new URL('./child.ts', import.meta.url), {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env,
    });
  } catch (error) {
    throw notStarted(error);
  }
}

/** What this machine lacks now, such as memory or room for a process, is not the run's fault. */
function notStarted(cause: unknown): LatenError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new LatenError(
    'BACKEND_MISSING',
    `The training process could not be started: ${why}. Too many processes or too little memory may be why.`,
    { cause },
  );
}

/** A process that has just died has a closed channel; its exit is what counts then. */
function sendIfOpen(child: ChildProcess, message: ToChild): void {
  if (child.connected) child.send(message, () => {});
}
