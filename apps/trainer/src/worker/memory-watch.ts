import { TRAINING_MEMORY_BYTES } from './concurrency.ts';

/**
 * MemoryWatch keeps a worker from beginning a run that its machine has no memory for: the system would end it, or another
 * one. A run that has just begun counts in full until its process has grown.
 */
export interface MemoryWatch {
  /** findShortage says why no further run fits, in the same words as long as that lasts; null when one does. */
  findShortage(): Promise<string | null>;
  /** reserve counts a run that begins, until the returned function is called: its process has grown, or it has ended. */
  reserve(): () => void;
}

/** createMemoryWatch returns a watch over what is free, of which nothing is reserved. */
export function createMemoryWatch(input: {
  readFreeBytes: () => Promise<number>;
  /** What processes hold that wait for the next run: it is there for it. */
  idleBytes: () => number;
  /** (Default: TRAINING_MEMORY_BYTES.) */
  neededBytes?: number;
}): MemoryWatch {
  const { readFreeBytes, idleBytes, neededBytes = TRAINING_MEMORY_BYTES } = input;
  let reserved = 0;
  let shortage: string | null = null;
  return {
    findShortage: async () => {
      const free = (await readFreeBytes()) + idleBytes() - reserved * neededBytes;
      if (free >= neededBytes) shortage = null;
      else shortage ??= describeShortage(free, neededBytes);
      return shortage;
    },
    reserve: () => {
      reserved += 1;
      let isReserved = true;
      return () => {
        if (isReserved) reserved -= 1;
        isReserved = false;
      };
    },
  };
}

function describeShortage(freeBytes: number, neededBytes: number): string {
  const gib = (bytes: number) => (Math.max(0, bytes) / 2 ** 30).toFixed(1);
  return `Takes no further run: ${gib(freeBytes)} GiB of memory are free, and a training needs about ${gib(neededBytes)}. It goes on by itself when there is more; fewer runs at once (\`--concurrency\`) need less.`;
}
