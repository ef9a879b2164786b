import os from 'node:os';
import { identifySelf, isAlive, readProcessSpace } from '@laten/db/embedded';

/**
 * supervisorName says which process holds a run: host, process id and start, so that a reused id is not taken for it, and
 * where that id is valid, because two machines may have one host name.
 */
export async function supervisorName(): Promise<string> {
  const [{ pid, startedAt }, space] = await Promise.all([identifySelf(), readProcessSpace()]);
  return [os.hostname(), pid, startedAt, space ?? 'unknown'].join(':');
}

/**
 * isGoneHere tells whether a run's supervisor was certainly a process of this machine, in this boot and this container, and
 * no longer lives. Nothing is known of any other: its silence has to tell.
 */
export async function isGoneHere(supervisor: string | null): Promise<boolean> {
  const [, pid, startedAt, space] = supervisor?.split(':') ?? [];
  if (!startedAt || !space || space !== (await readProcessSpace())) return false;
  return !(await isAlive({ pid: Number(pid), startedAt }));
}
