import type { RunConfig } from '@laten/shared';
import { inheritedEnvironment } from '../env.ts';
import type { AttemptPlan } from '../run/run-attempt.ts';
import type { Session } from '../run/session.ts';
import { readFreeMemory } from '../system/free-memory.ts';
import { createTrainingProcesses } from '../train/training-processes.ts';
import type { RunView } from '../view/run-view.ts';
import { divideMachine } from './concurrency.ts';
import { createMemoryWatch } from './memory-watch.ts';
import { createAnnouncer, warnOnce } from './repeat.ts';
import { createStop } from './stop.ts';
import { createThreadBudget } from './thread-budget.ts';
import { createDoor } from './worker-door.ts';
import { createWorkerHealth } from './worker-health.ts';
import { workSlot } from './worker-slot.ts';

/**
 * A worker takes queued runs and trains them to their end, as many at once as it has slots. Each slot has a row in the database
 * and trains one run at a time; they share a door, at which one at a time takes the next run, the machine's threads and memory,
 * and warm training processes. It is a loop in a process that may do other things.
 */

/** WorkerOptions are what a worker needs. */
export type WorkerOptions = {
  readonly session: Session;
  /** The words after `./laten`, for the record of runs that begin here. */
  readonly arguments: readonly string[];
  readonly createView: (config: Pick<RunConfig, 'beta'>, plan: AttemptPlan) => Promise<RunView>;
  /** Tells the person at the terminal why something is not trained. */
  readonly print: (line: string) => void;
  /** Tells what is about to be trained. (Default: `print`, each line once.) */
  readonly announce?: (line: string) => void;
  /** Runs at once. (Default: 1.) */
  readonly concurrency?: number;
  /** It also takes the trials of sweeps that ask for no other labels than these. (Default: none.) */
  readonly labels?: readonly string[];
  /** Whether it ends when nothing waits any more that it can train. (Default: false.) */
  readonly untilEmpty?: boolean;
  /** Whether it ends when it would wait for a person. (Default: `untilEmpty`.) */
  readonly endsWhenStopped?: boolean;
  /** (Default: of this machine.) */
  readonly readFreeBytes?: () => Promise<number>;
};

/** Worker is a running worker. */
export type Worker = {
  /** stop hands back what is being trained; asked a second time, at once and without a new checkpoint. */
  stop(signal: NodeJS.Signals): void;
  /** ended resolves when the worker has stopped, with why it took no more runs although some wait, if that is so. */
  readonly ended: Promise<{ readonly stoppedReason: string | null }>;
};

/** startWorker begins to take runs. */
export function startWorker(options: WorkerOptions): Worker {
  const { session, print, concurrency = 1, labels = [], untilEmpty = false } = options;
  const { endsWhenStopped = untilEmpty } = options;
  const stop = createStop();
  const machine = divideMachine(concurrency);
  const processes = createTrainingProcesses({ environment: inheritedEnvironment(), mostIdle: concurrency });
  const memory = createMemoryWatch({
    readFreeBytes: options.readFreeBytes ?? (() => readFreeMemory()),
    idleBytes: () => processes.idleBytes(),
  });
  const health = createWorkerHealth({ memory, print, endsWhenStopped });
  const onError = warnOnce(print);
  const door = createDoor({
    session,
    labels,
    untilEmpty,
    endsWhenStopped,
    arguments: options.arguments,
    machine,
    threads: createThreadBudget(machine.threads),
    memory,
    health,
    stop,
    onError,
    announcer: createAnnouncer(print),
  });
  const shared = {
    session,
    labels,
    door,
    health,
    memory,
    processes,
    stop,
    onError,
    createView: options.createView,
    announce: options.announce ?? door.announcer.say,
  };
  const slots = Array.from({ length: concurrency }, (_, index) => workSlot({ ...shared, slot: index + 1 }));
  const ended = Promise.all(slots)
    .finally(() => processes.close())
    .then(() => ({ stoppedReason: health.stoppedReason() ?? door.leftReason() }));
  return { stop: stop.raise, ended };
}
