import { stat } from 'node:fs/promises';
import { withDatabaseLock } from './embedded-lease.ts';
import { ignoringAbsence } from './errors.ts';
import { inHome } from './home.ts';
import { locateDatabase } from './layout.ts';
import { removeDeadLeases } from './leases.ts';
import { findPostmaster } from './postmaster-file.ts';
import { openCluster, stopServer } from './server.ts';

/** StopResult is what stopEmbedded found or did. */
export type StopResult = 'stopped' | 'not-running' | 'in-use';

/**
 * stopEmbedded stops the embedded server of `home`. While a living process uses it, it is left alone ('in-use')
 * unless `force` is true, and that process then loses its connections. (Default: force false.)
 */
export async function stopEmbedded(options: { home: string; force?: boolean }): Promise<StopResult> {
  const layout = await locateDatabase(options.home);
  const log = () => undefined;
  return inHome(layout.root, async () => {
    if ((await ignoringAbsence(stat(layout.data))) === undefined) return 'not-running';
    return withDatabaseLock(layout, log, async () => {
      const users = await removeDeadLeases(layout.leases);
      if ((await findPostmaster(layout)) === undefined) return 'not-running';
      if (users.length > 0 && options.force !== true) return 'in-use';
      await stopServer(await openCluster(layout, log));
      return 'stopped';
    });
  });
}
