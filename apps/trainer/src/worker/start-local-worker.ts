import os from 'node:os';
import type { CommandContext } from '../commands/command-context.ts';
import type { Session } from '../run/session.ts';
import { readFreeMemory } from '../system/free-memory.ts';
import { chooseConcurrency } from './concurrency.ts';
import { createRunLines } from './run-lines.ts';
import { startWorker, type Worker } from './start-worker.ts';
import type { WorkerOptions } from './worker-options.ts';

/**
 * startLocalWorker starts a worker that shows on this terminal what it does. (Default of `concurrency`: what is best on this
 * machine.)
 */
export async function startLocalWorker(
  input: {
    session: Session;
    context: Pick<CommandContext, 'arguments' | 'print' | 'createView'>;
  } & Pick<WorkerOptions, 'concurrency' | 'labels' | 'untilEmpty'>,
): Promise<Worker> {
  const { session, context, ...rest } = input;
  const { print } = context;
  const cores = os.availableParallelism();
  const concurrency =
    rest.concurrency ?? chooseConcurrency({ cores, memoryFreeBytes: await readFreeMemory() });
  return startWorker({
    ...rest,
    session,
    print,
    concurrency,
    arguments: context.arguments,
    // A live line is for one run; several would write over each other.
    createView: async (config, { name }) =>
      concurrency === 1 ? context.createView(config, false) : createRunLines({ name, print }),
  });
}
