import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.mjs';
import { isAlive, processIdentity } from './process-identity.mjs';

const LOCK_MODULE = new URL('lock.mjs', import.meta.url).href;

describe('withLock', () => {
  let folder;
  let journal;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laten-lock-'));
    journal = join(folder, 'journal');
    writeFileSync(journal, '');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const lockFolder = () => join(folder, 'lock');

  /** Runs a process that takes the lock, runs `body`, and appends to the journal. */
  function startHolder(body) {
    const code = `
      import { withLock } from ${JSON.stringify(LOCK_MODULE)};
      import { appendFileSync } from 'node:fs';
      import { setTimeout as sleep } from 'node:timers/promises';
      const note = (text) => appendFileSync(${JSON.stringify(journal)}, text + '\\n');
      await withLock({ folder: ${JSON.stringify(lockFolder())}, pollMs: 5 }, async (lock) => { ${body} });`;
    return spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }
  const ended = (child) => new Promise((resolve) => child.once('close', resolve));
  const firstOutput = (child) =>
    new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim())));

  it('lets one process in at a time', async () => {
    const body = `note('in ' + process.pid); await sleep(20); note('out ' + process.pid);`;
    await Promise.all(Array.from({ length: 5 }, () => ended(startHolder(body))));
    const lines = readFileSync(journal, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(10);
    for (let index = 0; index < lines.length; index += 2) {
      expect(lines[index].replace('in', 'out')).toBe(lines[index + 1]);
    }
  });

  it('is released when the work throws', async () => {
    const failing = withLock({ folder: lockFolder() }, () => Promise.reject(new Error('no luck')));
    await expect(failing).rejects.toThrow('no luck');
    await expect(withLock({ folder: lockFolder() }, () => 'in')).resolves.toBe('in');
  });

  it('is taken over from a holder that was killed, by one process at a time', async () => {
    const holder = startHolder(`console.log('held'); await sleep(60_000);`);
    await firstOutput(holder);
    holder.kill('SIGKILL');
    await ended(holder);
    const body = `note('in ' + process.pid); await sleep(20); note('out ' + process.pid);`;
    await Promise.all(Array.from({ length: 4 }, () => ended(startHolder(body))));
    const lines = readFileSync(journal, 'utf8').trim().split('\n');
    expect(lines.map((line) => line.split(' ')[0]).join(' ')).toBe('in out in out in out in out');
  });

  it('waits for the worker of a killed holder', async () => {
    const holder = startHolder(`
      const { spawn } = await import('node:child_process');
      const worker = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: true });
      lock.setWorker(worker.pid);
      console.log(worker.pid);
      await sleep(60_000);`);
    const workerPid = Number(await firstOutput(holder));
    holder.kill('SIGKILL');
    await ended(holder);
    const waitedFor = [];
    const onWait = (pid) => {
      waitedFor.push(pid);
      process.kill(pid, 'SIGKILL');
    };
    await withLock({ folder: lockFolder(), onWait, pollMs: 5 }, () => {});
    expect(waitedFor).toEqual([workerPid]);
  });

  it('does not take a reused pid for the holder', async () => {
    mkdirSync(lockFolder());
    const ticket = { owner: { pid: process.pid, startTime: 'of another process' } };
    writeFileSync(join(lockFolder(), '7'), JSON.stringify(ticket));
    await withLock({ folder: lockFolder() }, () => appendFileSync(journal, 'in'));
    expect(readFileSync(journal, 'utf8')).toBe('in');
  });
});

describe('processIdentity', () => {
  it('names this process, and nothing for a pid that cannot be', () => {
    const identity = processIdentity(process.pid);
    expect(identity.pid).toBe(process.pid);
    expect(isAlive(identity)).toBe(true);
    expect(isAlive({ ...identity, startTime: `${identity.startTime}0` })).toBe(false);
    expect(processIdentity(2 ** 30)).toBeUndefined();
  });
});
