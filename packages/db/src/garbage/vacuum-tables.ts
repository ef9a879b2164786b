import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { tablesSql } from './read-disk-use.ts';

/** VacuumOptions say how thoroughly. */
export type VacuumOptions = {
  /** Writes each table anew, which gives its free space back to the disk, and lets nobody else use it meanwhile. (Default: false.) */
  readonly full: boolean;
};

/** A rewrite waits for those who use the table; whoever comes next waits behind it, so it does not wait for long. */
const LOCK_WITHIN_MS = 5_000;
/** No statement may take longer; a table of hundreds of gigabytes is rewritten within it. */
const VACUUM_WITHIN_MS = 24 * 60 * 60 * 1000;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * vacuumTables lets Postgres use the space of deleted rows again, table by table, and returns the names of those that it had to
 * leave alone because somebody used them.
 */
export async function vacuumTables(
  { pool }: Pick<Database, 'pool'>,
  { full }: VacuumOptions,
): Promise<string[]> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ name: string; quoted: string }>(
      `SELECT name, oid::regclass::text AS quoted FROM (${tablesSql}) AS ours ORDER BY name`,
    );
    await client.query(`SET statement_timeout = 0; SET lock_timeout = ${LOCK_WITHIN_MS}`);
    const skipped: string[] = [];
    for (const { name, quoted } of rows) {
      const done = await vacuum(client, `VACUUM (${full ? 'FULL, ' : ''}ANALYZE) ${quoted}`);
      if (!done) skipped.push(name);
    }
    return skipped;
  } finally {
    // Its settings are not those of the pool: it is closed.
    client.release(true);
  }
}

/** Returns false when the table could not be had. */
async function vacuum(client: PoolClient, text: string): Promise<boolean> {
  const statement = { text, query_timeout: VACUUM_WITHIN_MS };
  return client.query(statement).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return false;
      throw error;
    },
  );
}
