import type { Database } from '@laten/db/rows';
import { createChangeFeed } from '../server/live/change-feed.ts';
import type { Context } from '../server/trpc.ts';

/** testContext is the context of a request of the local actor on a test's database. Its feed hears nothing; live tests give one. */
export function testContext(getDatabase: () => Database, more: Partial<Context> = {}): Context {
  const silent = createChangeFeed({ listen: () => ({ close: async () => undefined }) });
  return {
    actor: { kind: 'local' },
    getDatabase: async () => getDatabase(),
    getChangeFeed: () => silent,
    ...more,
  };
}
