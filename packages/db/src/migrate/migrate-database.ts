import pg from 'pg';
import {
  describeAddress,
  explainConnectionFailure,
  isTransientDatabaseError,
} from '../connection-failure.ts';
import { DatabaseNewerError, DatabaseUnreachableError, MigrationFailedError } from '../errors.ts';
import { installQueue } from '../queue/install-queue.ts';
import { migrationsFolder as ourMigrations, readMigrations } from './migration-folder.ts';
import { readSchemaStatus } from './read-schema-status.ts';
import { applyMigrations } from './schema-engine.ts';

/** MigrateDatabaseOptions names the database, and in tests another folder of migrations. */
export type MigrateDatabaseOptions = {
  readonly url: string;
  /** (Default: `prisma/migrations` of this checkout.) */
  readonly migrationsFolder?: string;
};

/** An arbitrary number that every Laten uses, so that two that migrate one database take turns. */
const MIGRATION_LOCK = 7_162_023;

/**
 * migrateDatabase brings the tables up to date and returns the names of what it applied, in the books that `prisma
 * migrate deploy` keeps. Everything happens in one transaction: whoever is killed or fails leaves the database as it
 * was, and of two at once one works and the other waits. Throws DatabaseNewerError, DatabaseUnreachableError or
 * MigrationFailedError.
 */
export async function migrateDatabase(options: MigrateDatabaseOptions): Promise<readonly string[]> {
  const { url, migrationsFolder = ourMigrations } = options;
  const address = describeAddress(url);
  // One connection, so that the engine's statements and ours share the transaction.
  const pool = new pg.Pool({ connectionString: url, application_name: 'laten migrate', max: 1 });
  pool.on('error', () => undefined);
  try {
    await pool.query('BEGIN');
    await pool.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const applied = await applyPending({ pool, address, migrationsFolder });
    await pool.query('COMMIT');
    // pg-boss brings its own tables up to date, in its own transaction. It makes its schema before it takes its lock, which two
    // at once cannot: ours is held until the connection ends.
    await pool.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await installQueue(pool);
    return applied;
  } catch (cause) {
    if (!isTransientDatabaseError(cause)) throw cause;
    throw new DatabaseUnreachableError(
      `The database at ${address} cannot be migrated: ${explainConnectionFailure(cause)}.`,
      { cause },
    );
  } finally {
    // Ends the connection, and with it a transaction that was not committed.
    await pool.end();
  }
}

const FOREIGN_SCHEMA =
  'it has tables, and none of them says that Laten made them. Name an empty database in DATABASE_URL.';

/** P3005: the engine finds tables but no book of migrations. */
function isForeignSchema(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'P3005';
}

type Migration = { readonly pool: pg.Pool; readonly address: string; readonly migrationsFolder: string };

async function applyPending({ pool, address, migrationsFolder }: Migration): Promise<readonly string[]> {
  const migrations = await readMigrations(migrationsFolder);
  const known = migrations.migrationDirectories.map((directory) => directory.path);
  const { newer, pending } = await readSchemaStatus({ pool }, known);
  const [firstUnknown] = newer;
  if (firstUnknown) throw new DatabaseNewerError(`migration ${firstUnknown}`, known.at(-1) ?? 'none');
  if (pending.length === 0) return [];
  try {
    return await applyMigrations(pool, migrations);
  } catch (cause) {
    if (isTransientDatabaseError(cause)) throw cause;
    if (isForeignSchema(cause)) throw new MigrationFailedError(address, FOREIGN_SCHEMA);
    throw new MigrationFailedError(address, cause);
  }
}
