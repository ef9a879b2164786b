import { deriveRunStatus, type RunStatus } from '@laten/shared';
import type { Database } from '../database.ts';

/** DatabaseClock is the time by which heartbeats are judged: that of the database, never of this machine. */
export type DatabaseClock = { readonly nowMs: number; readonly upMs: number };

/** readDatabaseClock asks the database for its time and for how long it has been up. */
export async function readDatabaseClock({ pool }: Pick<Database, 'pool'>): Promise<DatabaseClock> {
  const { rows } = await pool.query<{ now: Date; startedAt: Date }>(
    'SELECT clock_timestamp() AS now, pg_postmaster_start_time() AS "startedAt"',
  );
  const nowMs = rows[0]?.now.getTime() ?? 0;
  return { nowMs, upMs: nowMs - (rows[0]?.startedAt.getTime() ?? nowMs) };
}

/** statusByClock returns the state to show of a run: a RUNNING one that has long been silent is shown as CRASHED. */
export function statusByClock(
  run: { readonly status: RunStatus; readonly heartbeatAt: Date | null },
  clock: DatabaseClock,
): RunStatus {
  const silentMs = run.heartbeatAt ? clock.nowMs - run.heartbeatAt.getTime() : 0;
  return deriveRunStatus({ status: run.status, silentMs, databaseUpMs: clock.upMs });
}
