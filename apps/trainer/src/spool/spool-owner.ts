import { stat } from 'node:fs/promises';
import os from 'node:os';
import { identifySelf, isAlive, type ProcessIdentity, readProcessSpace } from '@laten/db/embedded';

/** SpoolOwner is the process that writes a spool file: host, boot and pid namespace, pid and start. */
export type SpoolOwner = ProcessIdentity & {
  readonly host: string;
  /** Where the pid means one process only; null where the system does not tell. */
  readonly space: string | null;
};

/** A process of which nothing can be known lives as long as its file has grown within this time. */
const QUIET_AFTER_MS = 60_000;

/** identifyOwner names this process. */
export async function identifyOwner(): Promise<SpoolOwner> {
  const [self, space] = await Promise.all([identifySelf(), readProcessSpace()]);
  return { ...self, host: os.hostname(), space: space ?? null };
}

/**
 * isAbandoned tells whether the owner of a file that is open no longer lives. Of a process of another container, of an
 * earlier boot or of a machine that shares the folder only the file tells. To be wrong does no harm: what is written twice
 * counts once, and an owner that lives after all goes on with the file that it holds open.
 */
export async function isAbandoned(file: string, owner: SpoolOwner | null): Promise<boolean> {
  const here = await identifyOwner();
  if (owner && owner.host === here.host && owner.space === here.space) return !(await isAlive(owner));
  const { mtimeMs } = await stat(file);
  return Date.now() - mtimeMs > QUIET_AFTER_MS;
}
