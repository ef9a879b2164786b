import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { acquireDatabase } from './acquire-database.ts';
import { backupStoppedData } from './backup-stopped-data.ts';
import { embeddedStatus } from './embedded-status.ts';
import { type DatabaseLayout, locateDatabase } from './layout.ts';
import { resolveServerUser } from './server-user.ts';
import { stopEmbedded } from './stop-embedded.ts';
import { holdLease } from './testing/processes.ts';
import { makeTemporaryHome } from './testing/temporary-home.ts';

let home: string;
let layout: DatabaseLayout;
let dispose: () => Promise<void>;

beforeEach(async () => {
  ({ home, dispose } = await makeTemporaryHome());
  layout = await locateDatabase(home);
});

afterEach(() => dispose());

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function stateOf(): Promise<string> {
  return (await embeddedStatus({ home })).state;
}

async function postmasterPid(): Promise<number> {
  return (await embeddedStatus({ home })).pid!;
}

describe('a lease', () => {
  it('gives a UTF-8 database with checksums that sorts by code point, and that only our password opens', async () => {
    const { url, serverVersion, release } = await acquireDatabase({ home });
    const [settings] = await query(
      url,
      `select current_database() as name, current_setting('server_encoding') as encoding,
              current_setting('data_checksums') as checksums, current_setting('listen_addresses') as address,
              'Z' < 'a' as by_code_point, upper('é') as upper`,
    );
    expect(settings).toEqual({
      name: 'laten',
      encoding: 'UTF8',
      checksums: 'on',
      address: '127.0.0.1',
      by_code_point: true,
      upper: 'É',
    });
    expect(serverVersion).toMatch(/^18\.\d+$/);
    const stranger = new URL(url);
    stranger.password = 'guess';
    await expect(query(stranger.href, 'select 1')).rejects.toThrow(/password/);
    expect((await stat(layout.password)).mode & 0o777).toBe(0o600);
    await release();
  });

  it('is shared between processes, and the last to leave stops the server', async () => {
    const first = await holdLease(home);
    const second = await holdLease(home);
    expect(second.url).toBe(first.url);
    await query(first.url, 'create table kept (value int)');
    await first.leave();
    expect(await query(second.url, 'select * from kept')).toEqual([]);
    expect(await embeddedStatus({ home })).toMatchObject({ state: 'running', leases: 1 });
    await second.leave();
    expect(await embeddedStatus({ home })).toMatchObject({ state: 'stopped', leases: 0, version: '18' });
    const again = await acquireDatabase({ home });
    expect(again.url).toBe(first.url);
    expect(await query(again.url, 'select * from kept')).toEqual([]);
    await again.release();
  });

  it('is counted for each acquire of one process, and releasing twice counts once', async () => {
    const [first, second] = [await acquireDatabase({ home }), await acquireDatabase({ home })];
    await first.release();
    await first.release();
    expect(await stateOf()).toBe('running');
    await second.release();
    expect(await stateOf()).toBe('stopped');
  });

  it('is given to every process of a simultaneous first start, on one server', async () => {
    const holders = await Promise.all([holdLease(home), holdLease(home), holdLease(home)]);
    expect(new Set(holders.map(({ url }) => url)).size).toBe(1);
    expect(await embeddedStatus({ home })).toMatchObject({ state: 'running', leases: 3 });
    await Promise.all(holders.map((holder) => holder.leave()));
    expect(await stateOf()).toBe('stopped');
  });

  it('moves to another port, and says so, when another program took the remembered one', async () => {
    const before = await acquireDatabase({ home });
    await before.release();
    const port = Number(new URL(before.url).port);
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const lines: string[] = [];
    const after = await acquireDatabase({ home, log: (line) => lines.push(line) });
    const newPort = new URL(after.url).port;
    expect(newPort).not.toBe(String(port));
    expect(lines).toEqual([`Port ${port} is busy; the database now uses port ${newPort}`]);
    squatter.close();
    await after.release();
  });
});

describe('after a kill -9', () => {
  it('of the only holder, the next one adopts the server and stops it when it leaves', async () => {
    const victim = await holdLease(home);
    const serverPid = await postmasterPid();
    await victim.kill();
    expect(await embeddedStatus({ home })).toMatchObject({ state: 'running', pid: serverPid, leases: 0 });
    const heir = await acquireDatabase({ home });
    expect(await postmasterPid()).toBe(serverPid);
    await heir.release();
    expect(await stateOf()).toBe('stopped');
  });

  it('of the server, what was committed is there after the next start', async () => {
    const lease = await acquireDatabase({ home });
    await query(lease.url, 'create table kept as select generate_series(1, 1000) as value');
    const serverPid = await postmasterPid();
    process.kill(serverPid, 'SIGKILL');
    const again = await acquireDatabase({ home });
    expect(await postmasterPid()).not.toBe(serverPid);
    expect(await query(again.url, 'select count(*)::int from kept')).toEqual([{ count: 1000 }]);
    await lease.release();
    await again.release();
    expect(await stateOf()).toBe('stopped');
  });

  it('of the server, the next start waits for a child of it that is still attached to the data', async () => {
    const lease = await acquireDatabase({ home });
    const client = new Client({ connectionString: lease.url });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    process.kill(rows[0].pid, 'SIGSTOP');
    process.kill(await postmasterPid(), 'SIGKILL');
    const next = acquireDatabase({ home });
    await vi.waitFor(
      async () =>
        expect(await readFile(layout.serverLog, 'utf8')).toContain('pre-existing shared memory block'),
      { timeout: 20_000 },
    );
    process.kill(rows[0].pid, 'SIGCONT');
    expect(await query((await next).url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await lease.release();
    await (await next).release();
  });

  it('of the server, a postmaster.pid whose pid now belongs to another program does not block the start', async () => {
    const lease = await acquireDatabase({ home });
    const pidFile = await readFile(layout.postmasterPid, 'utf8');
    await lease.release();
    const user = await resolveServerUser(layout);
    const bystander = spawn('sleep', ['600'], { ...user, stdio: 'ignore' });
    await once(bystander, 'spawn');
    await writeFile(layout.postmasterPid, pidFile.replace(/^\d+/, String(bystander.pid)));
    expect(await stateOf()).toBe('stopped');
    const again = await acquireDatabase({ home });
    expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await again.release();
    expect(bystander.exitCode).toBeNull();
    bystander.kill();
  });

  it('in the middle of making the database, the next start makes it anew', async () => {
    const half = join(layout.root, 'new-data-killed', 'data');
    await mkdir(half, { recursive: true });
    await writeFile(join(half, 'PG_VERSION'), '18\n');
    const lease = await acquireDatabase({ home });
    expect((await readdir(layout.root)).filter((name) => name.startsWith('new-'))).toEqual([]);
    await lease.release();
  });
});

describe('stopEmbedded', () => {
  it('says in-use while a process lives, stops with force, and leaves that process a harmless release', async () => {
    expect(await stopEmbedded({ home })).toBe('not-running');
    const lease = await acquireDatabase({ home });
    expect(await stopEmbedded({ home })).toBe('in-use');
    expect(await stateOf()).toBe('running');
    expect(await stopEmbedded({ home, force: true })).toBe('stopped');
    expect(await stateOf()).toBe('stopped');
    await lease.release();
    expect(await stopEmbedded({ home })).toBe('not-running');
  });

  it('stops a server whose users all died', async () => {
    const victim = await holdLease(home);
    await victim.kill();
    expect(await stopEmbedded({ home })).toBe('stopped');
  });
});

describe('backupStoppedData', () => {
  it('copies a state that a server can start from, keeps the last two copies, and goes on', async () => {
    let lease = await acquireDatabase({ home });
    await query(lease.url, 'create table before_migration as select 7 as value');
    const paths: string[] = [];
    for (const label of ['one', 'two', 'three']) {
      const backup = await backupStoppedData({ home, label, lease });
      lease = backup.lease;
      paths.push(backup.path);
    }
    expect(await readdir(layout.backups)).toEqual(
      paths.slice(1).map((path) => path.slice(layout.backups.length + 1)),
    );
    await query(lease.url, 'drop table before_migration');
    await lease.release();
    expect(await stateOf()).toBe('stopped');
    await rm(layout.data, { recursive: true });
    await rename(paths[2]!, layout.data);
    const restored = await acquireDatabase({ home });
    expect(await query(restored.url, 'select value from before_migration')).toEqual([{ value: 7 }]);
    await restored.release();
  });

  it('refuses while another process uses the server, and leaves it running', async () => {
    const lease = await acquireDatabase({ home });
    const other = await holdLease(home);
    await expect(backupStoppedData({ home, label: 'x', lease })).rejects.toThrow(
      new RegExp(`use it: ${other.pid}`),
    );
    expect(await query(lease.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await other.leave();
    await lease.release();
    await expect(backupStoppedData({ home, label: 'x', lease })).rejects.toThrow(/holds a lease/);
  });
});

describe('what cannot be served is refused in words, with nothing changed', () => {
  async function makeData(files: { majorVersion?: string; password?: string }): Promise<void> {
    await mkdir(layout.data, { recursive: true });
    if (files.majorVersion) await writeFile(join(layout.data, 'PG_VERSION'), `${files.majorVersion}\n`);
    if (files.password) await writeFile(layout.password, `${files.password}\n`);
  }

  it('data of another major version', async () => {
    await makeData({ majorVersion: '17', password: 'secret' });
    await expect(acquireDatabase({ home })).rejects.toMatchObject({
      code: 'DATABASE_EMBEDDED',
      message: expect.stringMatching(/made by Postgres 17, and this Laten brings Postgres 18/),
    });
    expect(await readdir(layout.leases)).toEqual([]);
    expect(await readdir(layout.data)).toEqual(['PG_VERSION']);
  });

  it('a data folder without a database', async () => {
    await makeData({ password: 'secret' });
    await expect(acquireDatabase({ home })).rejects.toMatchObject({ code: 'DATABASE_EMBEDDED' });
    expect(await embeddedStatus({ home })).toMatchObject({
      state: 'broken',
      problem: expect.stringContaining('PG_VERSION is missing'),
    });
  });

  it('a lost password', async () => {
    await makeData({ majorVersion: '18' });
    await expect(acquireDatabase({ home })).rejects.toMatchObject({
      code: 'DATABASE_EMBEDDED',
      message: expect.stringContaining(layout.password),
    });
    expect(await stateOf()).toBe('broken');
  });

  it('a wrong password for a running server', async () => {
    const lease = await acquireDatabase({ home });
    await writeFile(layout.password, 'another\n');
    await expect(acquireDatabase({ home })).rejects.toMatchObject({
      code: 'DATABASE_EMBEDDED',
      message: expect.stringMatching(/turns Laten away: password authentication failed/),
    });
    expect(await embeddedStatus({ home })).toMatchObject({ state: 'broken', leases: 1 });
    await lease.release();
  });

  it('a file where the home should be', async () => {
    const file = join(home, 'file');
    await writeFile(file, '');
    for (const badHome of [file, join(file, 'below')]) {
      await expect(acquireDatabase({ home: badHome })).rejects.toMatchObject({
        code: 'HOME_UNUSABLE',
        message: expect.stringContaining(`${badHome}/db cannot be a folder`),
      });
    }
  });
});
