import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { expect, it } from 'vitest';
import { isGoneHere, supervisorName } from './supervisor-name.ts';

/** A name as a process has it that ended: the id of one that did, the rest our own. */
async function nameOfEnded(change: { space?: string } = {}): Promise<string> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  const [host, , startedAt, space] = (await supervisorName()).split(':');
  return [host, child.pid, startedAt, change.space ?? space].join(':');
}

it('knows that it lives itself, and so do its workers', async () => {
  expect(await supervisorName()).toMatch(new RegExp(`^${os.hostname()}:${process.pid}:[^:]+:[^:]+$`));
  expect(await isGoneHere(await supervisorName())).toBe(false);
  expect(await isGoneHere(`${await supervisorName()}:1`)).toBe(false);
});

it.skipIf(process.platform !== 'linux')('is certain of a process that ended here', async () => {
  expect(await isGoneHere(await nameOfEnded())).toBe(true);
  expect(await isGoneHere(`${await nameOfEnded()}:1`)).toBe(true);
});

it.each(['0badcafe.4026531836', 'unknown', ''])(
  'knows nothing of a process of another boot, container or machine, although the host name is ours: %s',
  async (space) => {
    expect(await isGoneHere(await nameOfEnded({ space }))).toBe(false);
  },
);

it('knows nothing of what has no name, or one of an older Laten', async () => {
  expect(await isGoneHere(null)).toBe(false);
  expect(await isGoneHere(`${os.hostname()}:999999999:0badcafe.1`)).toBe(false);
});
