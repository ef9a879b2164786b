import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { RunConfig } from '@laten/shared';
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

/** spawnTrainingChild starts a child with the threads and kernels that the config asks for. */
export function spawnTrainingChild(input: {
  config: Pick<RunConfig, 'threads' | 'deterministic'>;
  environment: NodeJS.ProcessEnv;
  onMessage: (message: FromChild) => void;
  /** A line that the child, or a native library in it, printed. */
  onLine: (line: string) => void;
}): TrainingChild {
  const child = fork(new URL('./child.ts', import.meta.url), {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...input.environment, ...nativeEnvironment(input.config) },
  });
  child.on('message', (message: FromChild) => input.onMessage(message));
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (!isNativeBanner(line)) input.onLine(line);
    });
  }
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject);
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

/** A child that has just died has a closed channel; its exit is what counts then. */
function sendIfOpen(child: ChildProcess, message: ToChild): void {
  if (child.connected) child.send(message, () => {});
}
