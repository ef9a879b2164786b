import { chmod, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopEmbedded } from '@laten/db/embedded';
import { newRunStart } from '@laten/shared/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSession } from './session.ts';

/** An embedded server of a home of its own, and migrations of a Laten of tomorrow. */

const migrations = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));

let home: string;
let said: string[];
const say = (line: string) => said.push(line);

beforeEach(async () => {
  said = [];
  home = await mkdtemp(path.join(os.tmpdir(), 'laten-session-test-'));
  await chmod(home, 0o755);
});
afterEach(async () => {
  await stopEmbedded({ home, force: true });
  await rm(home, { recursive: true, force: true });
});

async function migrationsOfTomorrow(): Promise<string> {
  const folder = path.join(home, 'migrations');
  await cp(migrations, folder, { recursive: true });
  await mkdir(path.join(folder, '29990101000000_tomorrow'));
  await writeFile(
    path.join(folder, '29990101000000_tomorrow', 'migration.sql'),
    'ALTER TABLE run ADD COLUMN tomorrow integer;',
  );
  return folder;
}

it('copies the stopped data folder before it changes tables that hold something, and loses no run', async () => {
  const first = await openSession({ home }, say);
  const { runId } = await first.store.beginAttempt(newRunStart());
  await first.close();
  expect(said.join('\n')).not.toContain('copy');

  const second = await openSession({ home }, say, { migrationsFolder: await migrationsOfTomorrow() });
  const { rows } = await second.database.pool.query('SELECT id, tomorrow FROM run');
  expect(rows).toEqual([{ id: runId, tomorrow: null }]);
  await second.close();
  const copies = await readdir(path.join(home, 'db', 'backups'));
  expect(copies).toHaveLength(1);
  expect(said.join('\n')).toContain(copies[0]);
});

it('refuses a database that a newer Laten has migrated, in words', async () => {
  const newer = await openSession({ home }, say, { migrationsFolder: await migrationsOfTomorrow() });
  await newer.close();
  await expect(openSession({ home }, say)).rejects.toMatchObject({
    code: 'DATABASE_NEWER',
    message: expect.stringMatching(/29990101000000_tomorrow.*Update Laten/),
  });
  expect(await stopEmbedded({ home })).toBe('not-running');
});
