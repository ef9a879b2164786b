import type { PoolClient } from 'pg';
import type { JobAttempt } from 'pg-boss';

/**
 * The queues through which workers are told of runs that wait. The run's row is the truth, a job only delivers it: a job
 * that comes twice, late or for a run that no longer waits does no harm, and one that is lost is sent again
 * (`resend-lost-jobs.ts`). This module decides nothing about runs: `deliver-runs.ts` says which ones get a job.
 */
export interface RunQueue {
  /**
   * ready connects, and makes the queue of these labels. Called before a transaction that sends, so that none waits for a
   * second connection. (Default: no labels.)
   */
  ready(labels?: readonly string[]): Promise<void>;
  /** sendMany makes sure that jobs deliver runs, as part of the caller's transaction. A run has one live job at most. */
  sendMany(client: PoolClient, deliveries: readonly RunDelivery[]): Promise<void>;
  /**
   * take hands out the next run, of those that ask for no other labels than these, to one caller only, or null. Whoever takes a
   * job keeps it, and settles or postpones it. (Default: no labels.)
   */
  take(by?: { readonly labels: readonly string[] }): Promise<RunJob | null>;
  /** keep says that the taker lives; a job that nobody keeps for 15 s is handed out again. */
  keep(job: RunJob): Promise<void>;
  /** settle ends a job: its run has begun, or does not wait any more. */
  settle(job: RunJob): Promise<void>;
  /** postpone gives a job back, to be handed out again after a while if its run still waits: its taker cannot train it now. */
  postpone(job: RunJob, delayMs: number): Promise<void>;
  /** maintain hands out again what lost its taker, and deletes what has long been settled. */
  maintain(): Promise<void>;
  /** close lets the queue go. The pool stays open. */
  close(): Promise<void>;
}

/** RunDelivery is a job to be sent. */
export type RunDelivery = {
  readonly runId: string;
  /** What it asks of a worker. */
  readonly labels: readonly string[];
  /** The higher comes first; of equals the older. (Default: 0.) */
  readonly priority?: number;
  /** Before what has the same priority and has not begun yet: a run that was begun is finished first. (Default: false.) */
  readonly first?: boolean;
  /** (Default: at once.) */
  readonly delayMs?: number;
};

/** RunJob is a delivery that one worker holds. */
export type RunJob = JobAttempt & { readonly runId: string; readonly queueName: string };
