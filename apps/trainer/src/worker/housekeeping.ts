import {
  createReaper,
  type Database,
  purgeDeletedRuns,
  REAPER_INTERVAL_MS,
  type ReaperOptions,
  resendLostJobs,
} from '@laten/db';
import { isGoneHere } from '../run/supervisor-name.ts';
import { repeat, warnOnce } from './repeat.ts';

/** Keeps runs, workers, queue and deletions true, whoever has died. Every process that has a worker does it; several do no harm. */

const TIDY_INTERVAL_MS = 5_000;

/** For so long a deletion can be undone. */
const PURGE_AFTER_MS = 20_000;

/** Housekeeping goes on until it is stopped. */
export type Housekeeping = { stop(): Promise<void> };

/**
 * startHousekeeping begins the loops. What fails because the database is away is done when it is back; `warn` hears of
 * any other failure, once.
 */
export function startHousekeeping(input: {
  database: Database;
  warn: (message: string) => void;
  reaperOptions?: Partial<ReaperOptions>;
  reaperIntervalMs?: number;
}): Housekeeping {
  const { database } = input;
  const reaper = createReaper(database, { isGone: isGoneHere, ...input.reaperOptions });
  const stopping = new AbortController();
  const loop = { signal: stopping.signal, onError: warnOnce(input.warn) };
  const loops = [
    repeat({ ...loop, intervalMs: input.reaperIntervalMs ?? REAPER_INTERVAL_MS, work: () => reaper.tick() }),
    repeat({ ...loop, intervalMs: TIDY_INTERVAL_MS, work: () => tidy(database) }),
  ];
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function tidy(database: Database): Promise<void> {
  await database.queue.maintain();
  await resendLostJobs(database);
  await purgeDeletedRuns(database, { olderThanMs: PURGE_AFTER_MS });
}
