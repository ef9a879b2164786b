import type { Pool, PoolClient } from 'pg';
import type { Db, PgBoss } from 'pg-boss';

/** How pg-boss is opened over a pool that belongs to somebody else. This module knows nothing of runs. */

/** QUEUE_SCHEMA is the schema that pg-boss keeps its tables in. */
export const QUEUE_SCHEMA = 'pgboss';

/** Seconds. What pg-boss does by itself every minute is done when `maintain` asks for it: every five seconds. */
const MONITOR_INTERVAL_S = 5;

/** openPgBoss starts an instance that does nothing by itself: no supervision, schedule, registration or telemetry. */
export async function openPgBoss(pool: Pool, { migrate }: { migrate: boolean }): Promise<PgBoss> {
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    db: asPgBossDb(pool),
    schema: QUEUE_SCHEMA,
    migrate,
    createSchema: migrate,
    supervise: false,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
    monitorIntervalSeconds: MONITOR_INTERVAL_S,
  });
  // What fails in the background, such as refreshing a cache while the database restarts, fails again for whoever asks.
  boss.on('error', () => undefined);
  return boss.start().catch(async (error: unknown) => {
    await closePgBoss(boss);
    throw error;
  });
}

/** closePgBoss ends an instance without touching the pool. */
export function closePgBoss(boss: PgBoss): Promise<void> {
  return boss.stop({ graceful: false, close: false });
}

/** asPgBossDb is what pg-boss speaks to: one function, over a pool or over the connection of a transaction. */
export function asPgBossDb(queryable: Pick<Pool, 'query'> | Pick<PoolClient, 'query'>): Db {
  return { executeSql: (text, values) => queryable.query(text, values) };
}
