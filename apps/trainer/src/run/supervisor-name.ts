import os from 'node:os';

/** supervisorName says which process holds a run, for people and for `isGoneHere`. */
export function supervisorName(): string {
  return `${os.hostname()}:${process.pid}`;
}

/** isGoneHere tells whether a run's supervisor was a process of this machine that no longer lives. */
export function isGoneHere(supervisor: string | null): boolean {
  const [host, pid] = supervisor?.split(':') ?? [];
  if (host !== os.hostname()) return false;
  return !isProcessAlive(Number(pid));
}

/** isProcessAlive tells whether a process of this machine lives. A reused process id counts as alive. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
