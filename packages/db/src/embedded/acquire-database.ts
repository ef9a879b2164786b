import { createDataFolder, readMajorVersion, requireSameMajor } from './data-folder.ts';
import type { DatabaseLease } from './database-lease.ts';
import { grantLease, leave, withDatabaseLock } from './embedded-lease.ts';
import { useExternalDatabase } from './external-database.ts';
import { inHome, makeFolders, removeDrafts } from './home.ts';
import type { Cluster } from './launch-server.ts';
import { type DatabaseLayout, locateDatabase } from './layout.ts';
import { addLease, removeDeadLeases } from './leases.ts';
import { ensurePassword } from './password.ts';
import { openCluster, type RunningServer, startOrJoin } from './server.ts';
import { resolveServerUser } from './server-user.ts';

/** AcquireOptions says which home the embedded database lives in, and what is used instead of it. */
export type AcquireOptions = {
  home: string;
  /** The value of DATABASE_URL. (Default, also when empty: the embedded database.) */
  databaseUrl?: string | undefined;
  /** Receives lines for the user about what takes long. (Default: nobody is told.) */
  log?: (line: string) => void;
};

/**
 * acquireDatabase returns a Postgres to use: the one of DATABASE_URL when set (14 or newer), else the embedded server
 * of `home`, which it makes, starts or joins. Any number of processes may do so at once; the last to release stops it.
 * It creates the empty database but no tables.
 */
export async function acquireDatabase(options: AcquireOptions): Promise<DatabaseLease> {
  const { home, databaseUrl, log = () => undefined } = options;
  if (databaseUrl) return useExternalDatabase(databaseUrl);
  const layout = await locateDatabase(home);
  return inHome(layout.root, async () => {
    await makeFolders(layout, await resolveServerUser(layout));
    return withDatabaseLock(layout, log, () => acquireEmbedded(layout, log));
  });
}

async function acquireEmbedded(layout: DatabaseLayout, log: (line: string) => void): Promise<DatabaseLease> {
  await removeDrafts(layout);
  await removeDeadLeases(layout.leases);
  const cluster = await openCluster(layout, log);
  // The lease comes first, so that whatever fails after it can leave in the one usual way.
  const id = await addLease(layout.leases);
  try {
    const password = await ensurePassword(layout);
    const server = await serve(cluster, password);
    return grantLease({ cluster, server, password, id });
  } catch (error) {
    await leave(cluster, id).catch(() => undefined);
    throw error;
  }
}

async function serve(cluster: Cluster, password: string): Promise<RunningServer> {
  const { layout, binaries, log } = cluster;
  const majorVersion = await readMajorVersion(layout);
  if (majorVersion === undefined) {
    log(`Making a new database (Postgres ${binaries.majorVersion}) in ${layout.root}`);
    await createDataFolder({ ...cluster, password });
  } else {
    requireSameMajor(layout, majorVersion, binaries);
  }
  return startOrJoin(cluster, password);
}
