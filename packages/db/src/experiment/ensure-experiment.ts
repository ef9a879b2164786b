import { createId } from '@laten/shared';
import type { PoolClient } from 'pg';
import { checkExperimentName } from '../run/check-run-fields.ts';

/** ensureExperiment returns the id of the experiment of a name, and makes it when it is new. Throws LatenError (LIMIT_EXCEEDED). */
export async function ensureExperiment(client: PoolClient, name: string): Promise<string> {
  checkExperimentName(name);
  // The empty update locks the row, so that nobody deletes it before this transaction has put a run there.
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO experiment (id, name) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id`,
    [createId(), name],
  );
  return rows[0]?.id ?? '';
}
