import type { Pool, PoolClient } from 'pg';
import type { PgBoss } from 'pg-boss';
import { inTransaction } from '../transaction.ts';
import { deliverRuns } from './deliver-runs.ts';
import { isRunQueueSql, queueLabelsSql, queueNameOf, runQueueOptions } from './label-queues.ts';
import { asPgBossDb, closePgBoss, openPgBoss, QUEUE_SCHEMA } from './pg-boss.ts';
import type { RunDelivery, RunJob, RunQueue } from './run-queue-port.ts';

/** createRunQueue returns the queues of a database. It loads pg-boss and connects when it is first used. */
export function createRunQueue(pool: Pool): RunQueue {
  return new PgBossRunQueue(pool);
}

/** Of the queues whose labels $1 a taker has, without $2, the one whose next job comes first. */
const findNextQueue = {
  name: 'laten_find_next_queue',
  text: `
    SELECT queue.name FROM ${QUEUE_SCHEMA}.queue CROSS JOIN LATERAL (
      SELECT priority, created_on FROM ${QUEUE_SCHEMA}.job
      WHERE job.name = queue.name AND state < 'active' AND NOT blocked AND start_after <= now()
      ORDER BY priority DESC, created_on LIMIT 1
    ) AS next
    WHERE ${isRunQueueSql('queue.name')} AND ${queueLabelsSql('queue.name')} <@ $1::text[]
      AND queue.name <> ALL ($2::text[])
    ORDER BY next.priority DESC, next.created_on LIMIT 1`,
};

class PgBossRunQueue implements RunQueue {
  readonly #pool: Pool;
  readonly #known = new Set<string>();
  #boss: Promise<PgBoss> | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async ready(labels: readonly string[] = []): Promise<void> {
    const boss = await this.#open();
    const { rows } = await this.#pool.query<{ name: string }>(
      `SELECT name FROM ${QUEUE_SCHEMA}.queue WHERE ${isRunQueueSql('name')}`,
    );
    for (const name of [queueNameOf(labels), ...rows.map((row) => row.name)]) {
      if (this.#known.has(name)) continue;
      // Of one that exists nothing is changed; pg-boss remembers it, and asks for it no more.
      await boss.createQueue(name, runQueueOptions);
      this.#known.add(name);
    }
  }

  async sendMany(client: PoolClient, deliveries: readonly RunDelivery[]): Promise<void> {
    const boss = await this.#open();
    const byQueue = Map.groupBy(deliveries, ({ labels }) => queueNameOf(labels));
    for (const [name, sent] of byQueue) await boss.insert(name, sent.map(toJob), { db: asPgBossDb(client) });
  }

  async take({ labels }: { readonly labels: readonly string[] } = { labels: [] }): Promise<RunJob | null> {
    const boss = await this.#open();
    // Other takers may be faster to the last job of a queue: then the next queue is looked at.
    for (const emptied: string[] = []; ; ) {
      const { rows } = await this.#pool.query<{ name: string }>({
        ...findNextQueue,
        values: [labels, emptied],
      });
      const [next] = rows;
      if (!next) return null;
      const [job] = await boss.fetch<{ runId: string }>(next.name);
      if (job) {
        return { id: job.id, retryCount: job.retryCount, runId: job.data.runId, queueName: next.name };
      }
      emptied.push(next.name);
    }
  }

  async keep(job: RunJob): Promise<void> {
    await (await this.#open()).touch(job.queueName, job);
  }

  async settle(job: RunJob): Promise<void> {
    await (await this.#open()).complete(job.queueName, job);
  }

  async postpone(job: RunJob, delayMs: number): Promise<void> {
    const boss = await this.#open();
    await inTransaction(this.#pool, async (client) => {
      await boss.complete(job.queueName, job, null, { db: asPgBossDb(client) });
      await deliverRuns(client, this, { ids: [job.runId], delayMs });
    });
  }

  async maintain(): Promise<void> {
    await (await this.#open()).supervise();
  }

  async close(): Promise<void> {
    const boss = await this.#boss?.catch(() => null);
    this.#boss = null;
    this.#known.clear();
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

function toJob({ runId, priority = 0, first = false, delayMs = 0 }: RunDelivery) {
  return {
    data: { runId },
    singletonKey: runId,
    priority: priority * 2 + (first ? 1 : 0),
    startAfter: `${delayMs / 1000}`,
  };
}
