import { CRASH_AFTER_MS, DATABASE_SETTLE_MS } from '@laten/shared';
import type { PoolClient } from 'pg';
import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { deliverRuns } from '../queue/deliver-runs.ts';
import { settleSweepsOfRuns } from '../sweep/settle-sweep.ts';
import { inTransaction } from '../transaction.ts';
import { type ReapedRun, reapRun } from './reap-run.ts';

/**
 * Finds runs and workers whose process is lost, and says so in their rows: no run stays RUNNING for ever. It goes by the
 * clock of the database only, and acts on what two ticks in a row have seen. Silence counts only when nothing else
 * explains it: neither a database that has just started, nor a gap between two ticks (a closed lid, an outage), after
 * which whoever lives needs a moment to beat again. Several reapers do no harm; one acts at a time.
 */
export interface Reaper {
  /** tick looks once, and deals with what the tick before saw too. Called every REAPER_INTERVAL_MS. */
  tick(): Promise<Reaped>;
}

/** Reaped says what a tick did. */
export type Reaped = { readonly runs: readonly ReapedRun[]; readonly workers: readonly string[] };

/** ReaperOptions are the reaper's patience. */
export type ReaperOptions = {
  /** Knows whether a process, named as runs and workers name theirs, was one of this machine and is gone: certain at once. */
  readonly isGone: (supervisor: string) => Promise<boolean>;
  /** (Default: CRASH_AFTER_MS.) */
  readonly crashAfterMs?: number;
  /** (Default: DATABASE_SETTLE_MS.) */
  readonly databaseSettleMs?: number;
  /** Two ticks that are further apart have a gap between them, ms. (Default: 10,000.) */
  readonly mostGapMs?: number;
  /** Time without trust in silence after a gap, and after the first tick, ms. (Default: 15,000.) */
  readonly amnestyMs?: number;
};

/** REAPER_INTERVAL_MS is the time between two ticks. */
export const REAPER_INTERVAL_MS = 2_000;

const MOST_GAP_MS = 10_000;
const AMNESTY_MS = 15_000;

/** An arbitrary number that every reaper of a database uses, so that one acts at a time. */
const REAPER_LOCK = 7_162_025;

/** createReaper returns a reaper that has seen nothing yet. */
export function createReaper(database: Pick<Database, 'pool' | 'queue'>, options: ReaperOptions): Reaper {
  return new DatabaseReaper(database, {
    crashAfterMs: CRASH_AFTER_MS,
    databaseSettleMs: DATABASE_SETTLE_MS,
    mostGapMs: MOST_GAP_MS,
    amnestyMs: AMNESTY_MS,
    ...options,
  });
}

/** A run or a worker that claims to live. `key` changes with each sign of life. */
type Claimant = {
  readonly kind: 'run' | 'worker';
  readonly id: string;
  readonly attempt: number;
  readonly supervisor: string | null;
  readonly key: string;
  readonly silentMs: number;
};
type Suspect = Claimant & { readonly gone: boolean };

class DatabaseReaper implements Reaper {
  readonly #database: Pick<Database, 'pool' | 'queue'>;
  readonly #options: Required<ReaperOptions>;
  #lastTickMs = Number.NEGATIVE_INFINITY;
  #trustSilenceFromMs = 0;
  #seen: ReadonlySet<string> = new Set();

  constructor(database: Pick<Database, 'pool' | 'queue'>, options: Required<ReaperOptions>) {
    this.#database = database;
    this.#options = options;
  }

  async tick(): Promise<Reaped> {
    const { nowMs, databaseUpMs } = await this.#readClock();
    if (nowMs - this.#lastTickMs > this.#options.mostGapMs) {
      this.#trustSilenceFromMs = nowMs + this.#options.amnestyMs;
      this.#seen = new Set();
    }
    this.#lastTickMs = nowMs;
    const trustsSilence = nowMs >= this.#trustSilenceFromMs && databaseUpMs > this.#options.databaseSettleMs;
    const suspects = await this.#findSuspects(trustsSilence);
    const lost = suspects.filter(({ key }) => this.#seen.has(key));
    this.#seen = new Set(suspects.map(({ key }) => key));
    return lost.length === 0 ? { runs: [], workers: [] } : this.#reap(lost);
  }

  async #readClock(): Promise<{ nowMs: number; databaseUpMs: number }> {
    const { rows } = await this.#database.pool.query<{ nowMs: number; databaseUpMs: number }>(
      `SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::float8 AS "nowMs",
         (EXTRACT(EPOCH FROM clock_timestamp() - pg_postmaster_start_time()) * 1000)::float8 AS "databaseUpMs"`,
    );
    return rows[0] ?? { nowMs: 0, databaseUpMs: 0 };
  }

  async #findSuspects(trustsSilence: boolean): Promise<Suspect[]> {
    const { rows } = await this.#database.pool.query<Claimant>(
      `SELECT kind, id, attempt, supervisor, concat_ws(':', kind, id, attempt, heartbeat_at) AS key,
         COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - heartbeat_at) * 1000, 0)::float8 AS "silentMs"
       FROM (SELECT 'run' AS kind, id, attempt, supervisor, heartbeat_at FROM run WHERE status = 'RUNNING'
             UNION ALL SELECT 'worker', id, 0, id, heartbeat_at FROM worker) claimant`,
    );
    const judged = await Promise.all(
      rows.map(async (row) => ({
        ...row,
        gone: row.supervisor !== null && (await this.#options.isGone(row.supervisor)),
      })),
    );
    return judged.filter(
      ({ gone, silentMs }) => gone || (trustsSilence && silentMs > this.#options.crashAfterMs),
    );
  }

  async #reap(lost: readonly Suspect[]): Promise<Reaped> {
    await this.#database.queue.ready();
    return inTransaction(this.#database.pool, async (client) => {
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
        REAPER_LOCK,
      ]);
      if (!rows[0]?.mine) return { runs: [], workers: [] };
      const runs = await this.#reapRuns(
        client,
        lost.filter(({ kind }) => kind === 'run'),
      );
      const workers = await removeSilentWorkers(
        client,
        lost.filter(({ kind }) => kind === 'worker'),
      );
      return { runs, workers };
    });
  }

  /** All runs first, then their sweeps: see `sweep-row.ts`. */
  async #reapRuns(client: PoolClient, lost: readonly Suspect[]): Promise<ReapedRun[]> {
    const { crashAfterMs, databaseSettleMs } = this.#options;
    const runs: ReapedRun[] = [];
    for (const { id, attempt, gone } of lost.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const reaped = await reapRun(client, {
        runId: id,
        attempt,
        isStillLost: ({ silentMs, databaseUpMs }) =>
          gone || (silentMs > crashAfterMs && databaseUpMs > databaseSettleMs),
      });
      if (reaped) runs.push(reaped);
    }
    const ids = runs.map(({ runId }) => runId);
    if (ids.length > 0) {
      await settleSweepsOfRuns(client, ids);
      await deliverRuns(client, this.#database.queue, { ids });
    }
    return runs;
  }
}

async function removeSilentWorkers(client: PoolClient, silent: readonly Suspect[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `DELETE FROM worker WHERE concat_ws(':', 'worker', id, 0, heartbeat_at) = ANY ($1) RETURNING id`,
    [silent.map(({ key }) => key)],
  );
  if (rows.length > 0) await notifyTopic(client, 'workers');
  return rows.map(({ id }) => id);
}
