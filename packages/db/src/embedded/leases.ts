import { randomUUID } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoringAbsence } from './errors.ts';
import { identifySelf, isAlive, type ProcessIdentity } from './process-identity.ts';

/** Lease is one use of the server by one process; a process may hold several. */
type Lease = ProcessIdentity & { id: string };

/** addLease records a lease of this process in `folder` and returns its id. Call it under the database's lock. */
export async function addLease(folder: string): Promise<string> {
  const { pid, startedAt } = await identifySelf();
  const id = `${pid}-${startedAt}-${randomUUID().slice(0, 8)}`;
  const text = `${JSON.stringify({ pid, since: new Date().toISOString() })}\n`;
  try {
    // The name says everything that is ever read back; what is inside only helps a person who looks.
    await writeFile(join(folder, `${id}.json`), text);
  } catch (error) {
    // A full disk makes the file and then refuses the text.
    await removeLease(folder, id);
    throw error;
  }
  return id;
}

/** removeLease forgets a lease. Nothing happens when it is gone already. */
export async function removeLease(folder: string, id: string): Promise<void> {
  await rm(join(folder, `${id}.json`), { force: true });
}

/** listLiveLeases gives the leases whose process still lives. It changes nothing. */
export async function listLiveLeases(folder: string): Promise<Lease[]> {
  return (await sortLeases(folder)).live;
}

/** removeDeadLeases forgets the leases of dead processes and returns the live ones. Call it under the lock. */
export async function removeDeadLeases(folder: string): Promise<Lease[]> {
  const { live, dead } = await sortLeases(folder);
  await Promise.all(dead.map((lease) => removeLease(folder, lease.id)));
  return live;
}

async function sortLeases(folder: string): Promise<{ live: Lease[]; dead: Lease[] }> {
  const names = (await ignoringAbsence(readdir(folder))) ?? [];
  const leases = names.flatMap((name) => parseLeaseName(name) ?? []);
  const alive = await Promise.all(leases.map(isAlive));
  return { live: leases.filter((_, i) => alive[i]), dead: leases.filter((_, i) => !alive[i]) };
}

function parseLeaseName(name: string): Lease | undefined {
  const match = /^((\d+)-([A-Za-z0-9.]+)-[0-9a-f]+)\.json$/.exec(name);
  if (match === null) return undefined;
  const [, id = '', pid = '', startedAt = ''] = match;
  return { id, pid: Number(pid), startedAt };
}
