import type { Pool } from 'pg';
import { DatabaseNewerError, DatabaseOlderError } from '../errors.ts';
import { QUEUE_VERSION, readQueueStatus } from '../queue/install-queue.ts';
import { readSchemaStatus } from './read-schema-status.ts';

/**
 * requireCurrentSchema refuses a database whose tables are not exactly those of this Laten, and changes nothing: for a process
 * that shares it with others, such as a worker on another machine. Throws DatabaseNewerError or DatabaseOlderError.
 * (Default of `expected`: the migrations of this checkout.)
 */
export async function requireCurrentSchema(
  database: { readonly pool: Pool; readonly address: string },
  expected: readonly string[] | null = null,
): Promise<void> {
  const { newer, pending, expected: known } = await readSchemaStatus(database, expected);
  const [firstUnknown] = newer;
  if (firstUnknown) throw new DatabaseNewerError(`migration ${firstUnknown}`, known.at(-1) ?? 'none');
  const [firstMissing] = pending;
  if (firstMissing) throw new DatabaseOlderError(database.address, `migration ${firstMissing}`);
  const { version } = await readQueueStatus(database);
  if (version !== null && version > QUEUE_VERSION) {
    throw new DatabaseNewerError(`queue version ${version}`, `queue version ${QUEUE_VERSION}`);
  }
  if (version !== QUEUE_VERSION) {
    throw new DatabaseOlderError(database.address, `queue version ${QUEUE_VERSION}`);
  }
}
