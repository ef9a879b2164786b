import { type Database, openDatabase } from '@laten/db/rows';
import { readDatabaseUrl } from '../env.ts';

/**
 * The connection pool, opened when a request first needs it. Next gives pages and route handlers a copy of each module,
 * so there are two: one would have to cross that border, and with it errors whose class the other side does not know.
 */

const MAX_CONNECTIONS = 5;
const STATEMENT_TIMEOUT_MS = 15_000;

let opening: Promise<Database> | null = null;

/**
 * getDatabase returns the open database. A failure to open is not kept: the next request tries again. Once open, the
 * pool replaces connections that a restarted Postgres has dropped.
 */
export function getDatabase(): Promise<Database> {
  opening ??= open().catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}

async function open(): Promise<Database> {
  return openDatabase({
    url: readDatabaseUrl(),
    maxConnections: MAX_CONNECTIONS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
}
