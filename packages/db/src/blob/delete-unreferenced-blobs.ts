import type { Database } from '../database.ts';
import { inTransaction } from '../transaction.ts';

/** FreedBlobs says what a sweep deleted. */
export type FreedBlobs = { readonly count: number; readonly bytes: number };

/** UNNAMED_GRACE_MS: bytes are stored a moment before the artifact that names them, so what is younger may still get its name. */
export const UNNAMED_GRACE_MS = 60 * 60 * 1000;

/**
 * deleteUnreferencedBlobs deletes blobs that no artifact names. `among` limits it to checksums whose artifacts were just
 * deleted, whatever their age. (Default: all blobs older than an hour.)
 */
export async function deleteUnreferencedBlobs(
  { pool }: Pick<Database, 'pool'>,
  { among }: { among?: readonly string[] } = {},
): Promise<FreedBlobs> {
  if (among?.length === 0) return { count: 0, bytes: 0 };
  return inTransaction(pool, async (client) => {
    // Two statements: with the rows locked no new artifact can name them, and the second one sees those that came before.
    // A blob that is being named right now is locked by its namer, and skipped.
    const candidates = await client.query<{ sha256: string }>(
      `SELECT sha256 FROM blob
       WHERE ($1::text[] IS NULL OR sha256 = ANY ($1)) AND ($1 IS NOT NULL OR created_at < now() - $2 * interval '1 ms')
         AND NOT EXISTS (SELECT FROM artifact WHERE artifact.sha256 = blob.sha256)
       FOR UPDATE SKIP LOCKED`,
      [among ?? null, UNNAMED_GRACE_MS],
    );
    const deleted = await client.query<{ sizeBytes: number }>(
      `DELETE FROM blob
       WHERE sha256 = ANY ($1) AND NOT EXISTS (SELECT FROM artifact WHERE artifact.sha256 = blob.sha256)
       RETURNING size_bytes::float8 AS "sizeBytes"`,
      [candidates.rows.map((row) => row.sha256)],
    );
    const bytes = deleted.rows.reduce((sum, row) => sum + row.sizeBytes, 0);
    return { count: deleted.rows.length, bytes };
  });
}

/** sweepBlobs frees the bytes of artifacts that were just deleted. It never fails: what it misses, the next full sweep takes. */
export async function sweepBlobs(
  database: Pick<Database, 'pool'>,
  among: readonly string[],
): Promise<FreedBlobs> {
  return deleteUnreferencedBlobs(database, { among }).catch(() => ({ count: 0, bytes: 0 }));
}
