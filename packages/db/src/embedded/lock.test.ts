import { once } from 'node:events';
import { mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.ts';
import { identifySelf } from './process-identity.ts';
import { startScript } from './testing/processes.ts';

const NEVER_A_PID = 2_147_483_647;

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laten-lock-test-'));
  path = join(folder, 'lock');
});

afterEach(() => rm(folder, { recursive: true }));

it('lets one in at a time, gives the value back, and leaves no file', async () => {
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} in`);
    await new Promise(setImmediate);
    events.push(`${name} out`);
    return name;
  };
  expect(await Promise.all([withLock(path, work('a')), withLock(path, work('b'))])).toEqual(['a', 'b']);
  // Whichever comes first, the other waits until it is out.
  const [a, b] = [
    ['a in', 'a out'],
    ['b in', 'b out'],
  ] as const;
  expect([
    [...a, ...b],
    [...b, ...a],
  ]).toContainEqual(events);
  expect(await readdir(folder)).toEqual([]);
});

it('is free again after work that throws', async () => {
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(path, async () => 'yes')).toBe('yes');
});

it('takes over from a dead process, also when one died while it took over', async () => {
  await symlink(`${NEVER_A_PID}_x.1_abc`, path);
  await symlink(`${NEVER_A_PID}_x.1_def`, `${path}.break`);
  expect(await withLock(path, async () => 'taken')).toBe('taken');
  expect(await readdir(folder)).toEqual([]);
});

it('takes over when the pid of the dead holder belongs to another process by now', async () => {
  await symlink(`${process.pid}_earlier.1_abc`, path);
  expect(await withLock(path, async () => 'taken')).toBe('taken');
});

it('gives up with the pid of a living holder, which it tells once before', async () => {
  const { pid, startedAt } = await identifySelf();
  await symlink(`${pid}_${startedAt}_abc`, path);
  const told: number[] = [];
  const options = {
    timeoutMs: 100,
    patienceMs: 10,
    onWait: (holder: { pid: number }) => told.push(holder.pid),
  };
  await expect(withLock(path, async () => 'in', options)).rejects.toThrow(`process ${pid} still holds`);
  expect(told).toEqual([pid]);
  expect(await readdir(folder)).toEqual(['lock']);
});

it('names a lock that something else made', async () => {
  await symlink('elsewhere', path);
  await expect(withLock(path, async () => 'in')).rejects.toThrow(/not a lock that Laten made/);
  await rm(path);
  await writeFile(path, '');
  await expect(withLock(path, async () => 'in')).rejects.toThrow(/not a lock that Laten made/);
});

it('never lets two processes in, while some are killed inside and others take over', async () => {
  const workers = Array.from({ length: 6 }, () => startScript('contend-for-lock.ts', [path, '150']));
  const ends = workers.map((worker) => once(worker, 'exit'));
  const victims = workers.slice(0, 3);
  for (const victim of victims) {
    // Kill it as the holder, if it ever is seen as one before it ends by itself.
    while (victim.exitCode === null && victim.signalCode === null) {
      const [holder] = (await readlink(path).catch(() => '')).split('_');
      if (holder === String(victim.pid)) victim.kill('SIGKILL');
      await new Promise(setImmediate);
    }
  }
  const results = await Promise.all(ends);
  expect(results.slice(3).map(([code]) => code)).toEqual([0, 0, 0]);
  expect(results.slice(0, 3).some(([, signal]) => signal === 'SIGKILL')).toBe(true);
  expect(results.filter(([code]) => code === 1)).toEqual([]);
});
