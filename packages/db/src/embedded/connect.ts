import { Client } from 'pg';
import { SUPERUSER } from './data-folder.ts';
import { errnoOf } from './errors.ts';
import { HOST } from './port.ts';

/** DATABASE_NAME is the database of the embedded server that Laten keeps its rows in. */
const DATABASE_NAME = 'laten';

const CONNECT_TIMEOUT_MS = 10_000;
const UNKNOWN_DATABASE = '3D000';
const DUPLICATE_DATABASE = '42P04';

/** Address is what a connection to the embedded server needs. */
export type Address = { port: number; password: string };

/** ServerFacts is what a server says about itself. */
export type ServerFacts = { version: string; versionNumber: number };

/**
 * formatUrl gives the connection string of the embedded database.
 * It turns TLS off in words: the server has none, and a PGSSLMODE meant for another server must not ask for it.
 */
export function formatUrl({ port, password }: Address, database: string = DATABASE_NAME): string {
  return `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@${HOST}:${port}/${database}?sslmode=disable`;
}

/** readServerFacts connects once, asks for the version and leaves. It throws what the driver throws. */
export function readServerFacts(url: string): Promise<ServerFacts> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ version: string; number: string }>(
      "select current_setting('server_version') as version, current_setting('server_version_num') as number",
    );
    const [row] = rows;
    // Some builds append their name: "15.14 (Debian 15.14-0)".
    return { version: row?.version.split(' ')[0] ?? '', versionNumber: Number(row?.number) };
  });
}

/** ensureDatabase makes sure that our database exists on the embedded server, and returns what the server is. */
export async function ensureDatabase(address: Address): Promise<ServerFacts> {
  try {
    return await readServerFacts(formatUrl(address));
  } catch (error) {
    if (errnoOf(error) !== UNKNOWN_DATABASE) throw error;
  }
  await withClient(formatUrl(address, 'postgres'), (client) =>
    client.query(`create database ${DATABASE_NAME}`),
  ).catch((error) => {
    if (errnoOf(error) !== DUPLICATE_DATABASE) throw error;
  });
  return readServerFacts(formatUrl(address));
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CONNECT_TIMEOUT_MS,
  });
  // A connection that breaks also emits an event, which would end the process; the query reports it anyway.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
