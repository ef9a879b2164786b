import { formatUrl } from './connect.ts';
import type { DatabaseLease } from './database-lease.ts';
import type { Cluster } from './launch-server.ts';
import type { DatabaseLayout } from './layout.ts';
import { removeDeadLeases, removeLease } from './leases.ts';
import { withLock } from './lock.ts';
import { type RunningServer, stopServer } from './server.ts';

/** withDatabaseLock runs `work` while no other process makes, starts, stops or copies this database. */
export function withDatabaseLock<T>(
  layout: DatabaseLayout,
  log: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  return withLock(layout.lock, work, {
    onWait: ({ pid }) =>
      log(`Waiting for process ${pid}, which is starting, stopping or copying the database`),
  });
}

/** grantLease makes the lease that callers hold, for an id that has been recorded. */
export function grantLease(options: {
  cluster: Cluster;
  server: RunningServer;
  password: string;
  id: string;
}): DatabaseLease {
  const { cluster, server, password, id } = options;
  let released: Promise<void> | undefined;
  return {
    url: formatUrl({ port: server.port, password }),
    source: 'embedded',
    serverVersion: server.version,
    id,
    release: () => {
      released ??= withDatabaseLock(cluster.layout, cluster.log, () => leave(cluster, id));
      return released;
    },
  };
}

/** leave forgets a lease and stops the server when no process has another. Call it under the lock. */
export async function leave(cluster: Cluster, id: string): Promise<void> {
  await removeLease(cluster.layout.leases, id);
  const others = await removeDeadLeases(cluster.layout.leases);
  if (others.length === 0) await stopServer(cluster);
}
