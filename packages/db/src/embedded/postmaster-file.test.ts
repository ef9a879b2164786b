import { expect, it } from 'vitest';
import { parsePostmasterFile } from './postmaster-file.ts';

const COMPLETE = '4711\n/home/db/data\n1795507200\n25432\n\n127.0.0.1\n  1234567  98304\nready   \n';

it.each([
  ['a complete file', COMPLETE, { pid: 4711, port: 25432, status: 'ready' }],
  [
    'a server that has only just begun',
    '4711\n/home/db/data\n1795507200\n',
    { pid: 4711, port: undefined, status: '' },
  ],
  ['an empty file', '', undefined],
  ['a standalone backend, whose pid is negative', COMPLETE.replace('4711', '-4711'), undefined],
  ['nonsense', 'hello', undefined],
])('reads %s', (_, text, expected) => {
  expect(parsePostmasterFile(text)).toEqual(expected);
});
