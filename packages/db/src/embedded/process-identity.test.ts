import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import {
  identifyProcess,
  identifySelf,
  isAlive,
  parseLinuxStat,
  readCommandLine,
} from './process-identity.ts';

it('reads the state and the start time behind a program name that holds spaces and brackets', () => {
  const stat = '42 (a) S (b) R 1 42 42 0 -1 4194304 98 0 0 0 0 0 0 0 20 0 1 0 81160 3133440 338';
  expect(parseLinuxStat(stat)).toEqual({ state: 'R', startTicks: '81160' });
  expect(parseLinuxStat('')).toBeUndefined();
});

it('knows a living process, its command, and that a dead one or a later one with its pid is not it', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()', 'a-mark'], { stdio: 'pipe' });
  await once(child, 'spawn');
  const identity = (await identifyProcess(child.pid!))!;
  expect(identity).toEqual({ pid: child.pid, startedAt: expect.stringMatching(/^[A-Za-z0-9.]+$/) });
  expect(await isAlive(identity)).toBe(true);
  expect(await isAlive({ ...identity, startedAt: 'earlier' })).toBe(false);
  expect(await readCommandLine(child.pid!)).toContain('a-mark');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await isAlive(identity)).toBe(false);
  expect(await readCommandLine(child.pid!)).toBeUndefined();
});

it('knows itself', async () => {
  expect(await isAlive(await identifySelf())).toBe(true);
});
