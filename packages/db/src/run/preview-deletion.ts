import type { Database } from '../database.ts';
import { shownStatusSql } from './shown-status.ts';

/** DeletionPreview says what would go if these runs were deleted. */
export type DeletionPreview = {
  readonly runs: number;
  readonly points: number;
  readonly artifacts: number;
  /** Bytes that no other run stores. */
  readonly bytesFreed: number;
  /** Runs that are running: they are refused, and not counted. */
  readonly running: readonly string[];
};

/** previewDeletion counts what deleting runs would free. Unknown ids count for nothing. */
export async function previewDeletion(
  { pool }: Pick<Database, 'pool'>,
  { ids }: { readonly ids: readonly string[] },
): Promise<DeletionPreview> {
  const { rows } = await pool.query<{ id: string; running: boolean }>(
    `SELECT id, ${shownStatusSql} = 'RUNNING' AS running FROM run WHERE id = ANY ($1) AND deleted_at IS NULL ORDER BY id`,
    [ids],
  );
  const going = rows.filter((run) => !run.running).map((run) => run.id);
  const counts = await pool.query<Pick<DeletionPreview, 'points' | 'artifacts' | 'bytesFreed'>>(
    contentOfRunsSql,
    [going],
  );
  return {
    runs: going.length,
    ...(counts.rows[0] ?? { points: 0, artifacts: 0, bytesFreed: 0 }),
    running: rows.filter((run) => run.running).map((run) => run.id),
  };
}

/** previewSweepDeletion counts what deleting a sweep with its trials would free. A sweep with running ones is refused whole. */
export async function previewSweepDeletion(
  { pool }: Pick<Database, 'pool'>,
  { sweepId }: { readonly sweepId: string },
): Promise<DeletionPreview> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM run WHERE sweep_id = $1 AND deleted_at IS NULL',
    [sweepId],
  );
  return previewDeletion({ pool }, { ids: rows.map(({ id }) => id) });
}

/** contentOfRunsSql counts what the runs $1 have. Bytes that only deleted runs also store are freed with those. */
export const contentOfRunsSql = `
  SELECT
    (SELECT COALESCE(sum(n), 0)::float8 FROM series WHERE run_id = ANY ($1)) AS points,
    (SELECT count(*)::float8 FROM artifact WHERE run_id = ANY ($1)) AS artifacts,
    (SELECT COALESCE(sum(blob.size_bytes), 0)::float8 FROM blob
     WHERE sha256 IN (SELECT sha256 FROM artifact WHERE run_id = ANY ($1))
       AND NOT EXISTS (
         SELECT FROM artifact JOIN run ON run.id = artifact.run_id
         WHERE artifact.sha256 = blob.sha256 AND run.id <> ALL ($1) AND run.deleted_at IS NULL
       )) AS "bytesFreed"`;
