import { listenForChanges } from '@laten/db/rows';
import { readDatabaseUrl } from '../../env.ts';
import { type ChangeFeed, createChangeFeed } from './change-feed.ts';

let feed: ChangeFeed | null = null;

/** getChangeFeed returns the one feed of this server. Next gives pages a copy of this module, but only the route reads it. */
export function getChangeFeed(): ChangeFeed {
  feed ??= openFeed();
  return feed;
}

/** Next, told to stop, waits until every answer has ended; a stream of events ends only when it is told to. */
function openFeed(): ChangeFeed {
  const opened = createChangeFeed({
    listen: (listener) => listenForChanges({ url: readDatabaseUrl(), ...listener }),
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, opened.close);
  return opened;
}
