import os from 'node:os';
import type { Session } from '../run/session.ts';
import { readFreeMemory } from '../system/free-memory.ts';
import type { RunView } from '../view/run-view.ts';
import { chooseConcurrency } from '../worker/concurrency.ts';
import { startHousekeeping } from '../worker/housekeeping.ts';
import { startWorker } from '../worker/start-worker.ts';

/** Trains the trials of a sweep in this process, when no worker does. */

/** chooseLocalConcurrency returns how many trials this machine trains at once. */
export async function chooseLocalConcurrency(): Promise<number> {
  return chooseConcurrency({
    cores: os.availableParallelism(),
    memoryFreeBytes: await readFreeMemory(),
  });
}

/** Crew trains in this process until it is stopped, or would wait for a person after failures. */
export type Crew = {
  /** stop hands back what is in training; asked a second time, at once and without a new checkpoint. */
  stop(signal: NodeJS.Signals): void;
  /** dismiss stops it, if nobody has, and waits until nothing of it is left. */
  dismiss(): Promise<void>;
  /** ended resolves when nothing of it is left. */
  readonly ended: Promise<unknown>;
};

/** startLocalCrew begins to take queued runs, and keeps the database tidy, as `up` does. */
export function startLocalCrew(input: {
  session: Session;
  concurrency: number;
  arguments: readonly string[];
  note: (message: string) => void;
}): Crew {
  const { session, concurrency, note } = input;
  const housekeeping = startHousekeeping({ session, warn: note });
  const worker = startWorker({
    session,
    concurrency,
    arguments: input.arguments,
    createView: async (_config, { name }) => createTrialNotes(name, note),
    print: note,
    announce: () => undefined,
    endsWhenStopped: true,
  });
  const ended = worker.ended.finally(() => housekeeping.stop());
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    isStopping = true;
    worker.stop(signal);
  };
  return {
    stop,
    ended,
    dismiss: async () => {
      if (!isStopping) stop('SIGTERM');
      await ended;
    },
  };
}

/** The sweep's view reads from the database what its trials do. Only what is not written there is told here. */
function createTrialNotes(name: string, note: (message: string) => void): RunView {
  const nothing = () => undefined;
  return { progress: nothing, warn: (message) => note(`${name}: ${message}`), end: nothing };
}
