import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeHomeError, requireFreeSpace } from './home.ts';
import { locateDatabase } from './layout.ts';

it.each([
  ['EACCES', /No permission to write in \/home\/x/],
  ['EROFS', /\/home\/x is on a read-only disk/],
  ['ENOSPC', /The disk of \/home\/x is full/],
  ['ENOTDIR', /\/home\/x cannot be a folder/],
])('says in words what %s means for a home', (code, words) => {
  const cause = Object.assign(new Error(code), { code });
  expect(describeHomeError('/home/x', cause)).toMatchObject({
    code: 'HOME_UNUSABLE',
    cause,
    message: expect.stringMatching(words),
  });
});

it('leaves errors alone that are not about the home', () => {
  expect(describeHomeError('/home/x', new Error('other'))).toBeUndefined();
  expect(describeHomeError('/home/x', Object.assign(new Error(), { code: 'ECONNREFUSED' }))).toBeUndefined();
});

it('refuses to begin what does not fit the disk, with both sizes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'laten-home-test-'));
  await expect(requireFreeSpace(folder, 1, 'a test')).resolves.toBeUndefined();
  await expect(requireFreeSpace(folder, 2 ** 60, 'a test')).rejects.toMatchObject({
    code: 'HOME_UNUSABLE',
    message: expect.stringMatching(/has \d+ MiB free, and a test needs 1099511627776 MiB/),
  });
  await rm(folder, { recursive: true });
});

it('locates one database for two names of a home, also before the home exists', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'laten-home-test-'));
  await symlink(folder, `${folder}-link`);
  const [direct, linked] = [
    await locateDatabase(join(folder, 'home')),
    await locateDatabase(join(`${folder}-link`, 'home')),
  ];
  expect(linked).toEqual(direct);
  await rm(`${folder}-link`);
  await rm(folder, { recursive: true });
});
