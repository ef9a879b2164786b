import { constants, cp, lchown, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseLease } from './database-lease.ts';
import { grantLease, withDatabaseLock } from './embedded-lease.ts';
import { EmbeddedDatabaseError } from './errors.ts';
import { measureFolder } from './folder-size.ts';
import { inHome, makeDraft, requireFreeSpace } from './home.ts';
import type { Cluster } from './launch-server.ts';
import { locateDatabase } from './layout.ts';
import { removeDeadLeases } from './leases.ts';
import { readPassword } from './password.ts';
import type { ServerUser } from './run-program.ts';
import { openCluster, startOrJoin, stopServer } from './server.ts';

const COPIES_KEPT = 2;

/** Backup is the folder of a copy, and the lease to go on with. */
export type Backup = { path: string; lease: DatabaseLease };

/**
 * backupStoppedData stops the server, copies its data folder, and starts it again; the last two copies are kept.
 * Close every connection first, and use the returned lease instead of the old one: the port may have changed.
 * It refuses, in words, while anyone else uses the server. `label` (letters, digits, dashes) ends the copy's name.
 */
export async function backupStoppedData(options: {
  home: string;
  label: string;
  lease: DatabaseLease;
}): Promise<Backup> {
  const layout = await locateDatabase(options.home);
  const log = () => undefined;
  return inHome(layout.root, () =>
    withDatabaseLock(layout, log, async () => {
      const cluster = await openCluster(layout, log);
      const id = await requireOnlyLease(cluster, options.lease);
      const neededBytes = await measureFolder(layout.data);
      await requireFreeSpace(layout.root, neededBytes, 'a copy of the database');
      const password = await readPassword(layout);
      const path = await copyWhileStopped(cluster, options.label).catch(async (error) => {
        await startOrJoin(cluster, password);
        throw error;
      });
      const server = await startOrJoin(cluster, password);
      await removeOldCopies(cluster);
      return { path, lease: grantLease({ cluster, server, password, id }) };
    }),
  );
}

async function requireOnlyLease({ layout }: Cluster, lease: DatabaseLease): Promise<string> {
  const live = await removeDeadLeases(layout.leases);
  const own = live.find(({ id }) => id === lease.id);
  if (own === undefined) {
    throw new EmbeddedDatabaseError(
      `The database in ${layout.root} is copied only for a process that holds a lease of it, and this one does not.`,
    );
  }
  if (live.length === 1) return own.id;
  const others = live.filter(({ id }) => id !== own.id).map(({ pid }) => pid);
  throw new EmbeddedDatabaseError(
    `The database in ${layout.root} must be stopped to be copied, and other processes use it: ` +
      `${[...new Set(others)].join(', ')}. End them (./laten up, train, workers), and try again.`,
  );
}

async function copyWhileStopped(cluster: Cluster, label: string): Promise<string> {
  const { layout, user } = cluster;
  const path = join(layout.backups, nameCopy(new Date(), label));
  await mkdir(layout.backups, { recursive: true, mode: 0o700 });
  const draft = await makeDraft(layout, 'backup');
  try {
    await stopServer(cluster);
    const copy = join(draft, 'data');
    await cp(layout.data, copy, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
    });
    if (user !== undefined) await giveTree(copy, user);
    await rename(copy, path);
    return path;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** nameCopy gives names that sort by time, such as `20261124T080000123Z-before-0002`. */
function nameCopy(time: Date, label: string): string {
  const stamp = time.toISOString().replaceAll(/[-:.]/g, '');
  return `${stamp}-${label.replaceAll(/[^A-Za-z0-9-]+/g, '-')}`;
}

/** Node copies as root; the copy must belong to the server's user, as the original does. */
async function giveTree(folder: string, user: ServerUser): Promise<void> {
  await lchown(folder, user.uid, user.gid);
  const entries = await readdir(folder, { recursive: true });
  await Promise.all(entries.map((name) => lchown(join(folder, name), user.uid, user.gid)));
}

async function removeOldCopies({ layout }: Cluster): Promise<void> {
  const old = (await readdir(layout.backups)).sort().slice(0, -COPIES_KEPT);
  await Promise.all(old.map((name) => rm(join(layout.backups, name), { recursive: true, force: true })));
}
