import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { describeAddress, explainConnectionFailure } from './connection-failure.ts';
import { DatabaseTooOldError, DatabaseUnreachableError } from './errors.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { createRunQueue } from './queue/run-queue.ts';
import type { RunQueue } from './queue/run-queue-port.ts';

/** Database is an open connection to Laten's Postgres: Prisma for rows, `pg` for what must be fast. Both share one pool. */
export type Database = {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** The queue of runs, over the same pool; it connects when it is first used. */
  readonly queue: RunQueue;
  /** Host, port and name, without user and password: fit to be shown. */
  readonly address: string;
  /** close ends every connection. What is in flight has three seconds to finish: a server that is silent holds up nobody's end. */
  close(): Promise<void>;
};

/** OpenDatabaseOptions says where the database is, and how much of it one process may use. */
export type OpenDatabaseOptions = {
  readonly url: string;
  /** Connections at once. (Default: 10.) */
  readonly maxConnections?: number;
  /** Longest time for one statement, ms; 0 is no limit. (Default: 60,000.) */
  readonly statementTimeoutMs?: number;
};

const OLDEST_SERVER_MAJOR = 14;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 60_000;
const KEEPALIVE_AFTER_MS = 10_000;
const CLOSE_WITHIN_MS = 3_000;
/** The client gives up a little later than the server, which can say why. */
const CLIENT_PATIENCE_MS = 5_000;

/**
 * openDatabase connects and checks that the server answers and is new enough. It does not migrate.
 * Throws DatabaseUnreachableError or DatabaseTooOldError; neither tells the password.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const address = describeAddress(options.url);
  const pool = createPool(options);
  const clients = trackClients(pool);
  try {
    await requireServerVersion(pool, address);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const queue = createRunQueue(pool);
  return {
    prisma,
    pool,
    queue,
    address,
    close: async () => {
      await queue.close();
      await prisma.$disconnect();
      await endPool(pool, clients);
    },
  };
}

function createPool(options: OpenDatabaseOptions): pg.Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: 'laten',
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + CLIENT_PATIENCE_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_AFTER_MS,
  });
  // A connection that breaks while nothing is asked of it emits an event that would end the process. The pool drops
  // the connection; whoever asks next gets a new one, or the error.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function trackClients(pool: pg.Pool): ReadonlySet<pg.PoolClient> {
  const clients = new Set<pg.PoolClient>();
  pool.on('connect', (client) => clients.add(client));
  pool.on('remove', (client) => clients.delete(client));
  return clients;
}

/** A connection that is asked something closes when it is answered; one that is not answered is cut off. */
async function endPool(pool: pg.Pool, clients: ReadonlySet<pg.PoolClient>): Promise<void> {
  const cutOff = setTimeout(() => {
    // The driver destroys the socket of a query in flight; typed as a client of a pool, it only looks as if it could not end.
    for (const client of clients) void (client as unknown as pg.Client).end().catch(() => undefined);
  }, CLOSE_WITHIN_MS);
  await pool.end();
  clearTimeout(cutOff);
}

async function requireServerVersion(pool: pg.Pool, address: string): Promise<void> {
  const [server] = await readServerVersion(pool, address);
  if (!server || server.number >= OLDEST_SERVER_MAJOR * 10_000) return;
  throw new DatabaseTooOldError(
    `The database at ${address} is Postgres ${server.text}; Laten needs ${OLDEST_SERVER_MAJOR} or newer. ` +
      'Upgrade it, or unset DATABASE_URL to use the embedded database.',
  );
}

async function readServerVersion(
  pool: pg.Pool,
  address: string,
): Promise<{ number: number; text: string }[]> {
  try {
    const { rows } = await pool.query<{ number: number; text: string }>(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text`,
    );
    return rows;
  } catch (cause) {
    throw new DatabaseUnreachableError(
      `The database at ${address} cannot be used: ${explainConnectionFailure(cause)}. ` +
        'Start it, or correct DATABASE_URL, or unset DATABASE_URL to use the embedded database.',
      { cause },
    );
  }
}
