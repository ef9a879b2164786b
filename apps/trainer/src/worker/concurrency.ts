import os from 'node:os';
import type { RunConfig } from '@laten/shared';

/**
 * How many runs a machine trains at once. Measured: trials of one thread each, as many as there are cores, do more images a
 * second together than one trial over all cores. So a worker has a place for each core, as far as memory allows, and a budget
 * of threads: a run that asks for all cores trains alone.
 */

/** TRAINING_MEMORY_BYTES is what a training of the reference model needs: its process peaks at 0.75–0.8 GiB. */
export const TRAINING_MEMORY_BYTES = 0.9 * 2 ** 30;

/** chooseConcurrency returns the default number of runs at once: one a core, but never more than memory holds. */
export function chooseConcurrency(machine: { cores: number; memoryFreeBytes: number }): number {
  const fitting = Math.floor(machine.memoryFreeBytes / TRAINING_MEMORY_BYTES);
  return Math.max(1, Math.min(machine.cores, fitting));
}

/** Machine is how a worker divides its machine. */
export type Machine = { readonly cores: number; readonly threads: number };

/** divideMachine returns the budget of threads of a worker: the cores, or one thread for each run that was asked for. */
export function divideMachine(concurrency: number, cores: number = os.availableParallelism()): Machine {
  return { cores, threads: Math.max(cores, concurrency) };
}

/** threadsOf returns how many threads of the budget a run takes. One that asks for all cores takes the whole: it trains alone. */
export function threadsOf(config: Pick<RunConfig, 'threads' | 'deterministic'>, machine: Machine): number {
  const threads = config.deterministic ? 1 : config.threads;
  return threads > 1 && threads >= machine.cores ? machine.threads : threads;
}
