import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * ProcessIdentity tells a process apart from a later one that was given the same pid.
 * `startedAt` is opaque, holds only letters, digits and dots, and is never equal for both.
 */
export type ProcessIdentity = { pid: number; startedAt: string };

/** identifyProcess finds the process of a pid; undefined when none lives (a zombie does not). */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const startedAt = process.platform === 'linux' ? await readLinuxStart(pid) : await readPortableStart(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

let ownIdentity: Promise<ProcessIdentity> | undefined;

/** identifySelf gives the identity of this process. */
export function identifySelf(): Promise<ProcessIdentity> {
  ownIdentity ??= identifyProcess(process.pid).then((found) => found ?? { pid: process.pid, startedAt: '0' });
  return ownIdentity;
}

/** isAlive says whether exactly this process still lives, not another one with its pid. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  return (await identifyProcess(identity.pid))?.startedAt === identity.startedAt;
}

/**
 * readProcessSpace names the boot and the namespace in which a pid with its start means one process only; undefined where
 * the system does not tell. Two machines, or two containers, never share one, whatever their host names.
 */
export async function readProcessSpace(): Promise<string | undefined> {
  const [bootId, namespace] = await Promise.all([
    readBootId(),
    readlink('/proc/self/ns/pid').catch(() => ''),
  ]);
  const inode = /\d+/.exec(namespace)?.[0];
  return bootId === '' || inode === undefined ? undefined : `${bootId}.${inode}`;
}

/** readCommandLine gives the command a living process was started with, or undefined. */
export async function readCommandLine(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return raw === '' ? undefined : raw.split('\0').join(' ').trim();
  }
  return ask('ps', ['-o', 'args=', '-p', String(pid)]);
}

/** parseLinuxStat reads the state letter and the start time (clock ticks since boot) of /proc/PID/stat. */
export function parseLinuxStat(stat: string): { state: string; startTicks: string } | undefined {
  // The second field is the program's name in brackets, and may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  return state === undefined || startTicks === undefined ? undefined : { state, startTicks };
}

async function readLinuxStart(pid: number): Promise<string | undefined> {
  const parsed = parseLinuxStat(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''));
  if (parsed === undefined || parsed.state === 'Z' || parsed.state === 'X') return undefined;
  // Ticks count from the boot, so two boots can repeat them; the boot's id tells those apart.
  return `${await readBootId()}.${parsed.startTicks}`;
}

/** The first of the random digits; none where there is no such file. */
async function readBootId(): Promise<string> {
  const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return bootId.slice(0, 8);
}

async function readPortableStart(pid: number): Promise<string | undefined> {
  if (process.platform !== 'win32') {
    const started = await ask('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return started?.replaceAll(/[^A-Za-z0-9]+/g, '.');
  }
  try {
    process.kill(pid, 0);
    return 'unknown';
  } catch {
    return undefined;
  }
}

async function ask(program: string, args: string[]): Promise<string | undefined> {
  const answer = await run(program, args, { env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' } }).catch(
    () => undefined,
  );
  return answer?.stdout.trim() || undefined;
}
