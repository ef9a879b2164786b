import type { Database } from '../database.ts';

/**
 * readRunSizes returns the bytes of the artifacts of runs, by their ids: also of those that another run stores too. Points are not
 * counted: their rows have no size of their own. A run without artifacts has 0; unknown ids are left out.
 */
export async function readRunSizes(
  { pool }: Pick<Database, 'pool'>,
  { ids }: { readonly ids: readonly string[] },
): Promise<Readonly<Record<string, number>>> {
  const { rows } = await pool.query<{ id: string; sizeBytes: number }>(
    `SELECT run.id, COALESCE(sum(artifact.size_bytes), 0)::float8 AS "sizeBytes"
     FROM run LEFT JOIN artifact ON artifact.run_id = run.id WHERE run.id = ANY ($1) GROUP BY run.id`,
    [ids],
  );
  return Object.fromEntries(rows.map(({ id, sizeBytes }) => [id, sizeBytes]));
}
