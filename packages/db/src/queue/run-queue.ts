import type { Pool, PoolClient } from 'pg';
import type { Db, JobAttempt, PgBoss } from 'pg-boss';
import { inTransaction } from '../transaction.ts';

/**
 * The queue through which workers are told of runs that wait. The run's row is the truth, a job only delivers it: a job
 * that comes twice, late or for a run that no longer waits does no harm, and one that is lost is sent again
 * (`resend-lost-jobs.ts`). This module decides nothing about runs; `install-queue.ts` makes the tables.
 */
export interface RunQueue {
  /** ready connects the queue. Called before a transaction that sends, so that none waits for a second connection. */
  ready(): Promise<void>;
  /** send makes sure that a job delivers the run, as part of the caller's transaction. A run has one live job at most. */
  send(client: PoolClient, runId: string, options?: SendOptions): Promise<void>;
  /** take hands out the next run to one caller only, or null. Whoever takes a job keeps it, and settles or postpones it. */
  take(): Promise<RunJob | null>;
  /** keep says that the taker lives; a job that nobody keeps for 15 s is handed out again. */
  keep(job: RunJob): Promise<void>;
  /** settle ends a job: its run has begun, or does not wait any more. */
  settle(job: RunJob): Promise<void>;
  /** postpone gives a job back, to be handed out again after a while: its taker cannot train it now. */
  postpone(job: RunJob, delayMs: number): Promise<void>;
  /** maintain hands out again what lost its taker, and deletes what has long been settled. */
  maintain(): Promise<void>;
  /** close lets the queue go. The pool stays open. */
  close(): Promise<void>;
}

/** SendOptions say when a job is handed out. */
type SendOptions = {
  /** Before what has not begun yet: a run that was begun is finished first. (Default: false.) */
  readonly first?: boolean;
  /** (Default: at once.) */
  readonly delayMs?: number;
};

/** RunJob is a delivery that one worker holds. */
export type RunJob = JobAttempt & { readonly runId: string };

/** QUEUE_SCHEMA is the schema that pg-boss keeps its tables in. */
export const QUEUE_SCHEMA = 'pgboss';

/** RUN_QUEUE is the name of the queue of runs. */
export const RUN_QUEUE = 'run';

/** Seconds. What pg-boss does by itself every minute is done when `maintain` asks for it: every five seconds. */
const MONITOR_INTERVAL_S = 5;

/** createRunQueue returns the queue of a database. It loads pg-boss and connects when it is first used. */
export function createRunQueue(pool: Pool): RunQueue {
  return new PgBossRunQueue(pool);
}

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

class PgBossRunQueue implements RunQueue {
  readonly #pool: Pool;
  #boss: Promise<PgBoss> | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async ready(): Promise<void> {
    await this.#open();
  }

  async send(client: PoolClient, runId: string, options: SendOptions = {}): Promise<void> {
    const boss = await this.#open();
    await boss.send(
      RUN_QUEUE,
      { runId },
      {
        db: asPgBossDb(client),
        singletonKey: runId,
        priority: options.first ? 1 : 0,
        startAfter: (options.delayMs ?? 0) / 1000,
      },
    );
  }

  async take(): Promise<RunJob | null> {
    const boss = await this.#open();
    const [job] = await boss.fetch<{ runId: string }>(RUN_QUEUE);
    return job ? { id: job.id, retryCount: job.retryCount, runId: job.data.runId } : null;
  }

  async keep(job: RunJob): Promise<void> {
    await (await this.#open()).touch(RUN_QUEUE, job);
  }

  async settle(job: RunJob): Promise<void> {
    await (await this.#open()).complete(RUN_QUEUE, job);
  }

  async postpone(job: RunJob, delayMs: number): Promise<void> {
    const boss = await this.#open();
    await inTransaction(this.#pool, async (client) => {
      await boss.complete(RUN_QUEUE, job, null, { db: asPgBossDb(client) });
      await this.send(client, job.runId, { delayMs });
    });
  }

  async maintain(): Promise<void> {
    await (await this.#open()).supervise(RUN_QUEUE);
  }

  async close(): Promise<void> {
    const boss = await this.#boss?.catch(() => null);
    this.#boss = null;
    if (boss) await closePgBoss(boss);
  }

  /** A start that failed is not remembered: the database may be back. */
  #open(): Promise<PgBoss> {
    this.#boss ??= openPgBoss(this.#pool, { migrate: false }).catch((error: unknown) => {
      this.#boss = null;
      throw error;
    });
    return this.#boss;
  }
}

/** pg-boss speaks to a database through one function; ours is a pool, or the connection of a transaction. */
function asPgBossDb(queryable: Pick<Pool, 'query'> | Pick<PoolClient, 'query'>): Db {
  return { executeSql: (text, values) => queryable.query(text, values) };
}
