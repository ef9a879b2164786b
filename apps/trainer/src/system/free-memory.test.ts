import os from 'node:os';
import { expect, it } from 'vitest';
import { readFreeMemory } from './free-memory.ts';

const GIB = 2 ** 30;
const files = (contents: Record<string, string>) => async (file: string) => {
  const content = contents[file];
  if (content === undefined) throw new Error(`ENOENT ${file}`);
  return content;
};
const free = (contents: Record<string, string>) =>
  readFreeMemory({ machineFreeBytes: () => 8 * GIB, read: files(contents) });
const group = (folder: string, [max, current, inactive]: [string, number, number]) => ({
  [`/sys/fs/cgroup${folder}/memory.max`]: `${max}\n`,
  [`/sys/fs/cgroup${folder}/memory.current`]: `${current}\n`,
  [`/sys/fs/cgroup${folder}/memory.stat`]: `anon 1\ninactive_file ${inactive}\nactive_file 7\n`,
});

it('is what the machine has left where no group is limited', async () => {
  expect(await free({})).toBe(8 * GIB);
  expect(await free({ '/proc/self/cgroup': '0::/\n' })).toBe(8 * GIB);
  expect(await free({ '/proc/self/cgroup': '0::/job\n', ...group('/job', ['max', GIB, 0]) })).toBe(8 * GIB);
});

it('is what the group has left, and caches that give way count as left', async () => {
  const membership = { '/proc/self/cgroup': '0::/\n' };
  expect(await free({ ...membership, ...group('', [String(4 * GIB), 4 * GIB, 3 * GIB]) })).toBe(3 * GIB);
});

it('is what the narrowest of the groups around it has left', async () => {
  const contents = {
    '/proc/self/cgroup': '1:name=systemd:/x\n0::/slurm/job_1/step_0\n',
    ...group('/slurm/job_1', [String(2 * GIB), GIB, 0]),
    ...group('/slurm/job_1/step_0', [String(4 * GIB), GIB, 0]),
  };
  expect(await free(contents)).toBe(GIB);
});

it('reads this machine', async () => {
  const bytes = await readFreeMemory();
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(os.totalmem());
});
