import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addLease, listLiveLeases, removeDeadLeases, removeLease } from './leases.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laten-leases-test-'));
});

afterEach(() => rm(folder, { recursive: true }));

it('counts each lease of a living process until it is removed', async () => {
  const [first, second] = [await addLease(folder), await addLease(folder)];
  expect((await listLiveLeases(folder)).map(({ id }) => id).sort()).toEqual([first, second].sort());
  await removeLease(folder, first);
  await removeLease(folder, first);
  expect(await listLiveLeases(folder)).toEqual([expect.objectContaining({ id: second, pid: process.pid })]);
});

it('forgets leases of the dead and of earlier processes with a living pid, and keeps files that are no leases', async () => {
  const own = await addLease(folder);
  await writeFile(join(folder, '2147483647-x.1-0a.json'), '{}');
  await writeFile(join(folder, `${process.pid}-earlier.1-0b.json`), '{}');
  await writeFile(join(folder, 'notes.txt'), '');
  expect((await listLiveLeases(folder)).length).toBe(1);
  expect((await readdir(folder)).length).toBe(4);
  expect((await removeDeadLeases(folder)).map(({ id }) => id)).toEqual([own]);
  expect((await readdir(folder)).sort()).toEqual([`${own}.json`, 'notes.txt'].sort());
});

it('has none in a folder that does not exist', async () => {
  expect(await listLiveLeases(join(folder, 'absent'))).toEqual([]);
});
