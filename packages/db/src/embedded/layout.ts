import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** DatabaseLayout names every file and folder of the embedded database. All paths are absolute. */
export type DatabaseLayout = {
  root: string;
  data: string;
  postmasterPid: string;
  password: string;
  port: string;
  leases: string;
  lock: string;
  serverLog: string;
  backups: string;
};

/**
 * locateDatabase gives the layout below `home`, whether or not anything exists there yet.
 * Links are resolved, so that two processes that name one home differently mean the same server.
 */
export async function locateDatabase(home: string): Promise<DatabaseLayout> {
  const root = join(await resolveLinks(resolve(home)), 'db');
  const data = join(root, 'data');
  return {
    root,
    data,
    postmasterPid: join(data, 'postmaster.pid'),
    password: join(root, 'password'),
    port: join(root, 'port'),
    leases: join(root, 'leases'),
    lock: join(root, 'lock'),
    serverLog: join(root, 'server.log'),
    backups: join(root, 'backups'),
  };
}

/**
 * The end of the path may not exist yet; the links before it count all the same. A path that cannot be looked at
 * stays as it is, and the first use of it says why.
 */
async function resolveLinks(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined || dirname(path) === path) return real ?? path;
  return join(await resolveLinks(dirname(path)), basename(path));
}
