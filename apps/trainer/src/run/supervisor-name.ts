import os from 'node:os';
import { identifySelf, isAlive } from '@laten/db/embedded';

/** supervisorName says which process holds a run: host, process id and start, so that a reused id is not taken for it. */
export async function supervisorName(): Promise<string> {
  const { pid, startedAt } = await identifySelf();
  return `${os.hostname()}:${pid}:${startedAt}`;
}

/** isGoneHere tells whether a run's supervisor was a process of this machine that no longer lives. */
export async function isGoneHere(supervisor: string | null): Promise<boolean> {
  const [host, pid, startedAt] = supervisor?.split(':') ?? [];
  if (host !== os.hostname() || !startedAt) return false;
  return !(await isAlive({ pid: Number(pid), startedAt }));
}
