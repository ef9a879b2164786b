/**
 * ThreadBudget is the threads of a machine that the runs of one worker share. One asks at a time, whoever stands at the
 * worker's door, so that a run over many threads is not overtaken by small ones for ever.
 */
export interface ThreadBudget {
  /** isFree tells whether so many are free now. */
  isFree(threads: number): boolean;
  /** untilFree waits until so many are free. Rejects with the signal's reason when it aborts. */
  untilFree(threads: number, signal: AbortSignal): Promise<void>;
  /** take takes threads and returns how to give them back. */
  take(threads: number): () => void;
}

/** createThreadBudget returns a budget of which all threads are free. */
export function createThreadBudget(threads: number): ThreadBudget {
  let free = threads;
  const waiting = new Set<() => void>();
  return {
    isFree: (wanted) => free >= wanted,
    untilFree: (wanted, signal) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!signal.aborted && free < wanted) return;
          waiting.delete(look);
          signal.removeEventListener('abort', look);
          if (signal.aborted) reject(signal.reason);
          else resolve();
        };
        waiting.add(look);
        signal.addEventListener('abort', look);
        look();
      }),
    take: (taken) => {
      free -= taken;
      return () => {
        free += taken;
        for (const look of [...waiting]) look();
      };
    },
  };
}
