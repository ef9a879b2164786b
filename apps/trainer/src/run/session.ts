import {
  createPostgresRecordingStore,
  type Database,
  listMigrationNames,
  migrateDatabase,
  openDatabase,
  readSchemaStatus,
  requireCurrentSchema,
  type SchemaStatus,
} from '@laten/db';
import { acquireDatabase, backupStoppedData, type DatabaseLease } from '@laten/db/embedded';
import type { RecordingStore } from '@laten/shared';
import type { Environment } from '../env.ts';
import { describeSpoolReplay, replaySpoolFolder } from '../spool/spool-folder.ts';

/** Session is a migrated, open database, and the right to use it until it is closed. */
export type Session = {
  readonly home: string;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly store: RecordingStore;
  /** close ends the connections; the last session of an embedded server stops it. */
  close(): Promise<void>;
};

/** SessionOptions say what may be done to the tables. */
export type SessionOptions = {
  /** For tests of migrations that do not exist yet. (Default: `prisma/migrations` of this checkout.) */
  readonly migrationsFolder?: string;
  /**
   * Whether the tables of a database that is not this home's own are left as they are: others use it, and a worker that
   * joins is no reason to change it. Those of another version are refused. (Default: false.)
   */
  readonly asGuest?: boolean;
};

/**
 * openSession starts or joins the database, brings its tables up to date, and writes what an earlier process had to
 * leave behind. Throws LatenError when the database is unreachable, too old, or newer than this Laten.
 */
export async function openSession(
  environment: Environment,
  say: (line: string) => void,
  options: SessionOptions = {},
): Promise<Session> {
  const { home, databaseUrl } = environment;
  let lease = await acquireDatabase({ home, databaseUrl, log: say });
  try {
    lease = await migrate({ home, lease, say, ...options });
    return await connect({ home, lease, say });
  } catch (error) {
    await lease.release();
    throw error;
  }
}

async function connect(input: {
  home: string;
  lease: DatabaseLease;
  say: (line: string) => void;
}): Promise<Session> {
  const { home, lease, say } = input;
  const database = await openDatabase({ url: lease.url });
  const close = async () => {
    await database.close();
    await lease.release();
  };
  try {
    const store = createPostgresRecordingStore(database);
    const replays = await replaySpoolFolder({ home, address: database.address, store });
    for (const replay of replays) say(describeSpoolReplay(replay));
    return { home, database, databaseUrl: lease.url, store, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Before tables that hold something are changed, the embedded server's stopped data folder is copied. */
async function migrate(
  input: SessionOptions & { home: string; lease: DatabaseLease; say: (line: string) => void },
): Promise<DatabaseLease> {
  const { home, lease, say, migrationsFolder, asGuest = false } = input;
  if (asGuest && lease.source === 'environment') {
    await withDatabase(lease.url, (database) => requireCurrentSchema(database));
    return lease;
  }
  const { applied, pending, newer } = await readStatus(lease.url, migrationsFolder);
  const changesSomething = applied.length > 0 && pending.length > 0 && newer.length === 0;
  if (lease.source === 'environment' || !changesSomething) {
    await migrateDatabase({ url: lease.url, migrationsFolder });
    return lease;
  }
  say(`Updating the tables (${pending.length} migrations); copying the database first.`);
  const backup = await backupStoppedData({ home, lease, label: `before-${pending[0]}` });
  say(`The copy is ${backup.path}`);
  await migrateDatabase({ url: backup.lease.url, migrationsFolder });
  return backup.lease;
}

async function readStatus(url: string, migrationsFolder: string | undefined): Promise<SchemaStatus> {
  const expected = migrationsFolder ? await listMigrationNames(migrationsFolder) : null;
  return withDatabase(url, (database) => readSchemaStatus(database, expected));
}

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url, maxConnections: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
