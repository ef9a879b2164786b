import type { PoolClient } from 'pg';
import { RUN_CHANNEL } from '../live/channels.ts';

/**
 * cancelWaitingTrials cancels the trials of a canceled sweep that wait, deleted ones too: one that is brought back has been
 * canceled with the others. One that is being changed by somebody else is left to them: whoever changes a trial settles its sweep.
 */
export async function cancelWaitingTrials(client: PoolClient, sweepId: string): Promise<void> {
  await client.query(
    `WITH canceled AS (
       UPDATE run SET status = 'CANCELED', reason = 'Its sweep was canceled while it waited.', reason_code = NULL,
         queued_at = NULL, cancel_requested_at = NULL, finished_at = now(), revision = revision + 1
       WHERE id IN (SELECT id FROM run WHERE sweep_id = $1 AND status = 'QUEUED' ORDER BY id FOR UPDATE SKIP LOCKED)
       RETURNING id, revision
     )
     SELECT pg_notify('${RUN_CHANNEL}', id || ':' || revision) FROM canceled`,
    [sweepId],
  );
}
