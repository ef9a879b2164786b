import {
  createReaper,
  type Database,
  purgeDeletedRuns,
  REAPER_INTERVAL_MS,
  type ReaperOptions,
  resendLostJobs,
  settleSweeps,
} from '@laten/db';
import type { Session } from '../run/session.ts';
import { isGoneHere } from '../run/supervisor-name.ts';
import { describeSpoolReplay, replaySpoolFolder } from '../spool/spool-folder.ts';
import { repeat, warnOnce } from './repeat.ts';

/**
 * Keeps runs, workers, queue and deletions true, whoever has died, and writes what was left behind while the database was
 * away. Every process that has a worker does it; several do no harm.
 */

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
  session: Pick<Session, 'home' | 'database' | 'store'>;
  warn: (message: string) => void;
  reaperOptions?: Partial<ReaperOptions>;
  reaperIntervalMs?: number;
}): Housekeeping {
  const { database } = input.session;
  const writeSpool = createSpoolWriter(input);
  const reaper = createReaper(database, { isGone: isGoneHere, ...input.reaperOptions });
  const stopping = new AbortController();
  const loop = { signal: stopping.signal, onError: warnOnce(input.warn) };
  const loops = [
    repeat({
      ...loop,
      intervalMs: input.reaperIntervalMs ?? REAPER_INTERVAL_MS,
      // A run whose end waits in a file is not lost, although its process is gone or silent.
      work: async () => {
        await writeSpool().catch(loop.onError);
        await reaper.tick();
      },
    }),
    repeat({ ...loop, intervalMs: TIDY_INTERVAL_MS, work: () => tidy(database, stopping.signal) }),
  ];
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

/** Writes what any process of this home had to leave behind, as soon as the database is back. */
function createSpoolWriter(input: {
  session: Pick<Session, 'home' | 'database' | 'store'>;
  warn: (message: string) => void;
}): () => Promise<void> {
  const { home, database, store } = input.session;
  const ofOtherDatabases = new Set<string>();
  return async () => {
    const where = { home, address: database.address, store, skip: ofOtherDatabases };
    for (const replay of await replaySpoolFolder(where)) {
      if (replay.result === 'other-database') ofOtherDatabases.add(replay.file);
      else input.warn(describeSpoolReplay(replay));
    }
  };
}

async function tidy(database: Database, signal: AbortSignal): Promise<void> {
  await database.queue.maintain();
  await resendLostJobs(database);
  await settleSweeps(database);
  await purgeDeletedRuns(database, { olderThanMs: PURGE_AFTER_MS, signal });
}
