import type { Database } from '../database.ts';
import { notifyTopic } from '../live/notify-topic.ts';
import { inTransaction } from '../transaction.ts';

/** workerStates lists how a worker stands: it looks for a run, trains one, or takes none until a person says so. */
export const workerStates = ['idle', 'working', 'stopped'] as const;

/** WorkerState is one of them. */
export type WorkerState = (typeof workerStates)[number];

/** WorkerBeat is what a worker, a place of a process, says of itself. */
export type WorkerBeat = {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** Which place of its process, from 1. */
  readonly slot: number;
  /** Of Laten. */
  readonly version: string;
  readonly labels: readonly string[];
  readonly state: WorkerState;
  /** Why it takes no runs, in words; null unless it is stopped. */
  readonly stoppedReason: string | null;
  /** What it trains now. */
  readonly runId: string | null;
};

/** WorkerRequests are what people asked of a worker. */
export type WorkerRequests = {
  /** Take runs again. Asked until the worker beats in another state than `stopped`. */
  readonly resumeRequested: boolean;
};

type Shown = Pick<WorkerBeat, 'runId' | 'state' | 'stoppedReason'> & WorkerRequests;

/**
 * beatWorker says that a worker lives, by the clock of the database, and returns what people asked of it meanwhile. Its first
 * beat registers it, also when it was taken for lost.
 */
export async function beatWorker(
  { pool }: Pick<Database, 'pool'>,
  worker: WorkerBeat,
): Promise<WorkerRequests> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<Shown>(
      `SELECT run_id AS "runId", state, stopped_reason AS "stoppedReason", resume_requested_at IS NOT NULL AS "resumeRequested"
       FROM worker WHERE id = $1 FOR UPDATE`,
      [worker.id],
    );
    const { id, host, pid, slot, version, labels, state, stoppedReason, runId } = worker;
    await client.query(
      `INSERT INTO worker (id, host, pid, slot, version, labels, state, stopped_reason, run_id, heartbeat_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp())
       ON CONFLICT (id) DO UPDATE SET state = $7, stopped_reason = $8, run_id = $9, heartbeat_at = clock_timestamp(),
         resume_requested_at = CASE WHEN $7 = 'stopped'::worker_state THEN worker.resume_requested_at END`,
      [id, host, pid, slot, version, labels, state, stoppedReason, runId],
    );
    const [before] = rows;
    const changed =
      before?.runId !== runId || before.state !== state || before.stoppedReason !== stoppedReason;
    if (changed) await notifyTopic(client, 'workers');
    return { resumeRequested: state === 'stopped' && (before?.resumeRequested ?? false) };
  });
}

/** removeWorker says goodbye. */
export async function removeWorker(
  { pool }: Pick<Database, 'pool'>,
  { id }: Pick<WorkerBeat, 'id'>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query('DELETE FROM worker WHERE id = $1', [id]);
    if (rowCount) await notifyTopic(client, 'workers');
  });
}
