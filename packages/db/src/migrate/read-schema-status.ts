import type { Pool } from 'pg';
import { listMigrationNames } from './migration-folder.ts';

/** SchemaStatus compares the migrations that a database has with those that this Laten knows. Names, oldest first. */
export type SchemaStatus = {
  readonly expected: readonly string[];
  readonly applied: readonly string[];
  /** Known and not applied. */
  readonly pending: readonly string[];
  /** Applied and not known: a newer Laten made them. */
  readonly newer: readonly string[];
};

/** readSchemaStatus reads which migrations a database has. An empty database has none; nothing is written. */
export async function readSchemaStatus(
  { pool }: { readonly pool: Pool },
  expected: readonly string[] | null = null,
): Promise<SchemaStatus> {
  const known = expected ?? (await listMigrationNames());
  const table = await pool.query<{ exists: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
  );
  const { rows } = table.rows[0]?.exists
    ? await pool.query<{ name: string }>(
        `SELECT migration_name AS name FROM _prisma_migrations
         WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
      )
    : { rows: [] };
  const applied = rows.map((row) => row.name);
  return {
    expected: known,
    applied,
    pending: known.filter((name) => !applied.includes(name)),
    newer: applied.filter((name) => !known.includes(name)),
  };
}
