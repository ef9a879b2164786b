import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { LatenError, type RunConfig } from '@laten/shared';
import { isNativeBanner, nativeEnvironment } from '../backend/native-environment.ts';
import type { FromChild, ToChild } from './protocol.ts';

/** TrainingChild is a running training process, as its supervisor sees it. */
export type TrainingChild = {
  readonly pid: number;
  /** start says what to train. */
  start(start: Omit<Extract<ToChild, { type: 'start' }>, 'type'>): void;
  /** stop asks for a checkpoint and the end. */
  stop(): void;
  /** kill ends the process at once. */
  kill(): void;
  /** exited resolves when the process is gone, whatever the reason, after its last message was delivered. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

/**
 * spawnTrainingChild starts a child with the threads and kernels that the config asks for. When the system refuses another
 * process, it throws, or `exited` rejects with, LatenError (BACKEND_MISSING).
 */
export function spawnTrainingChild(input: {
  config: Pick<RunConfig, 'threads' | 'deterministic'>;
  environment: NodeJS.ProcessEnv;
  onMessage: (message: FromChild) => void;
  /** A line that the child, or a native library in it, printed. */
  onLine: (line: string) => void;
}): TrainingChild {
  const child = forkChild({ ...input.environment, ...nativeEnvironment(input.config) });
  child.on('message', (message: FromChild) => input.onMessage(message));
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (!isNativeBanner(line)) input.onLine(line);
    });
  }
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    // Any other failure, such as a kill that comes too late, ends in 'close'.
    child.on('error', (error) => {
      if (child.pid === undefined) reject(notStarted(error));
    });
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const say = (message: ToChild) => sendIfOpen(child, message);
  return {
    pid: child.pid ?? 0,
    start: (start) => say({ type: 'start', ...start }),
    stop: () => say({ type: 'stop' }),
    kill: () => child.kill('SIGKILL'),
    exited,
  };
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

/** A child that has just died has a closed channel; its exit is what counts then. */
function sendIfOpen(child: ChildProcess, message: ToChild): void {
  if (child.connected) child.send(message, () => {});
}
