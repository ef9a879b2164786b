import { getDatabase } from './database.ts';
import { getChangeFeed } from './live/get-change-feed.ts';
import type { Context } from './trpc.ts';

/** createRequestContext says who asks: everything that reaches this server comes from this machine (see `judge-request.ts`). */
export function createRequestContext(): Context {
  return { actor: { kind: 'local' }, getDatabase, getChangeFeed };
}
