import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { limits } from '@laten/shared';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSweepFile } from './read-sweep-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'laten-sweep-file-'));
  await writeFile(path.join(folder, 'ok.yaml'), 'method: grid\n');
  await writeFile(path.join(folder, 'large.yaml'), `# ${'x'.repeat(limits.sweepFileBytes)}\n`);
  await writeFile(path.join(folder, 'picture.yaml'), Uint8Array.of(0x89, 0x50, 0xff, 0xfe));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('reads a file', async () => {
  const { value } = await readSweepFile(path.join(folder, 'ok.yaml'));
  expect(value).toEqual({ method: 'grid' });
});

it.each([
  ['a file that is not there', 'none.yaml', 'USAGE', /There is no file .*none\.yaml/],
  ['a file where a folder should be', 'ok.yaml/none.yaml', 'USAGE', /There is no file/],
  ['a folder', '.', 'USAGE', /is a folder/],
  [
    'a file that is too large',
    'large.yaml',
    'LIMIT_EXCEEDED',
    new RegExp(`at most ${limits.sweepFileBytes}`),
  ],
  ['a file that is no text', 'picture.yaml', 'USAGE', /not a text in UTF-8/],
])('refuses %s', async (_what, name, code, message) => {
  await expect(readSweepFile(path.join(folder, name))).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});
