import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** FreeMemorySources are for tests. */
export type FreeMemorySources = {
  /** (Default: the machine's; on Linux that includes what the system would give back from its caches.) */
  readonly machineFreeBytes?: () => number;
  /** (Default: the files of Linux.) */
  readonly read?: (file: string) => Promise<string>;
};

const CGROUPS = '/sys/fs/cgroup';

/**
 * readFreeMemory returns how many bytes this process and its children may still take: what the machine has left, or less
 * when a container, a batch system or systemd limits the group that the process is in.
 */
export async function readFreeMemory(sources: FreeMemorySources = {}): Promise<number> {
  const { machineFreeBytes = os.freemem, read = (file) => readFile(file, 'utf8') } = sources;
  const group = await read('/proc/self/cgroup').catch(() => '');
  const left = await Promise.all(groupsAbove(group).map((folder) => readLeftInGroup(folder, read)));
  return Math.min(machineFreeBytes(), ...left);
}

/** The folders of the process's group (cgroup v2) and of those around it: each may have a limit. */
function groupsAbove(membership: string): string[] {
  const own = /^0::(\/.*)$/m.exec(membership)?.[1];
  if (own === undefined) return [];
  const names = own.split('/').filter((name) => name !== '');
  return Array.from({ length: names.length + 1 }, (_, depth) => path.join(CGROUPS, ...names.slice(0, depth)));
}

/** Limit − use, where the caches of inactive files do not count: they give way. Infinity where there is no limit. */
async function readLeftInGroup(folder: string, read: (file: string) => Promise<string>): Promise<number> {
  try {
    const [limit, used, use] = await Promise.all(
      ['memory.max', 'memory.current', 'memory.stat'].map((name) => read(path.join(folder, name))),
    );
    if (limit?.trim() === 'max') return Number.POSITIVE_INFINITY;
    const caches = Number(/^inactive_file (\d+)$/m.exec(use ?? '')?.[1] ?? 0);
    return Number(limit) - (Number(used) - caches);
  } catch {
    // The outermost group, and a system without groups, has no such files.
    return Number.POSITIVE_INFINITY;
  }
}
