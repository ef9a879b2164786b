import { inheritedEnvironment } from '../env.ts';
import { readFreeMemory } from '../system/free-memory.ts';
import { createTrainingProcesses } from '../train/training-processes.ts';
import { divideMachine } from './concurrency.ts';
import { createMemoryWatch } from './memory-watch.ts';
import { createAnnouncer, warnOnce } from './repeat.ts';
import { createStop } from './stop.ts';
import { createThreadBudget } from './thread-budget.ts';
import { createDoor } from './worker-door.ts';
import { createWorkerHealth } from './worker-health.ts';
import type { WorkerOptions } from './worker-options.ts';
import { workSlot } from './worker-slot.ts';

/**
 * A worker takes queued runs and trains them to their end, as many at once as it has slots. Each slot has a row in the database
 * and trains one run at a time; they share a door, at which one at a time takes the next run, the machine's threads and memory,
 * and warm training processes. It is a loop in a process that may do other things.
 */

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
