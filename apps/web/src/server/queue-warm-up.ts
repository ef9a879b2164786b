import type { Database } from '@laten/db/rows';

/** The first requests of a page are answered before that. */
const DELAY_MS = 1_000;

/**
 * createQueueWarmUp returns what each request calls: soon after the first one the queue is loaded and connected, which takes
 * half a second that the first run to be queued would wait for. While the database is away, a later request tries again.
 */
export function createQueueWarmUp(input: {
  readonly getDatabase: () => Promise<{ readonly queue: Pick<Database['queue'], 'ready'> }>;
}): () => void {
  let isBegun = false;
  const warmUp = async (): Promise<void> => {
    const { queue } = await input.getDatabase();
    await queue.ready();
  };
  const begin = () => {
    warmUp().catch(() => {
      isBegun = false;
    });
  };
  return () => {
    if (isBegun) return;
    isBegun = true;
    setTimeout(begin, DELAY_MS).unref();
  };
}
