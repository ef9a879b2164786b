import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * processIdentity names a process by pid and start time, so that a pid that the system gave to another program is not
 * taken for it. Undefined when no such process lives. Where neither /proc nor `ps` exists the start time is empty.
 */
export function processIdentity(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const startTime = process.platform === 'linux' ? linuxStartTime(pid) : portableStartTime(pid);
  return startTime === undefined ? undefined : { pid, startTime };
}

/** isAlive tells whether the very process that an identity names still lives. */
export function isAlive(identity) {
  const now = identity && processIdentity(identity.pid);
  return now !== undefined && now.startTime === identity.startTime;
}

function linuxStartTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces: fields are counted from the last bracket. A zombie is no longer working.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function portableStartTime(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return undefined;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return '';
  }
}
