import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { canReachToRead, findClosedFolder, mayEnter } from './access.ts';

const STRANGER = { uid: 54_321, gid: 54_321 };

let top: string;

beforeEach(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'laten-access-test-')));
  await chmod(top, 0o755);
  await mkdir(join(top, 'a', 'b'), { recursive: true });
});

afterEach(() => rm(top, { recursive: true }));

it.each([
  ['owner', 0o700, { uid: 1, gid: 9 }, true],
  ['owner shut out although others may', 0o077, { uid: 1, gid: 9 }, false],
  ['group', 0o710, { uid: 9, gid: 2 }, true],
  ['group shut out although others may', 0o707, { uid: 9, gid: 2 }, false],
  ['others', 0o701, { uid: 9, gid: 9 }, true],
  ['others shut out', 0o770, { uid: 9, gid: 9 }, false],
])('decides who may enter: %s', (_, mode, user, expected) => {
  expect(mayEnter({ uid: 1, gid: 2, mode }, user)).toBe(expected);
});

it('names the first folder on the way that is closed', async () => {
  const inner = join(top, 'a', 'b');
  await chmod(inner, 0o711);
  await chmod(join(top, 'a'), 0o711);
  expect(await findClosedFolder(inner, STRANGER)).toBeUndefined();
  await chmod(inner, 0o700);
  expect(await findClosedFolder(inner, STRANGER)).toBe(inner);
  await chmod(join(top, 'a'), 0o700);
  expect(await findClosedFolder(inner, STRANGER)).toBe(join(top, 'a'));
});

it('says whether a file can be read, its folders included', async () => {
  const file = join(top, 'a', 'file');
  await writeFile(file, '');
  await chmod(join(top, 'a'), 0o711);
  await chmod(file, 0o644);
  expect(await canReachToRead([file], STRANGER)).toBe(true);
  await chmod(file, 0o640);
  expect(await canReachToRead([file], STRANGER)).toBe(false);
  await chmod(file, 0o644);
  await chmod(join(top, 'a'), 0o700);
  expect(await canReachToRead([file], STRANGER)).toBe(false);
});
