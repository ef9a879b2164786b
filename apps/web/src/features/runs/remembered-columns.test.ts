import { expect, it } from 'vitest';
import { readRememberedColumns, writeRememberedColumns } from './remembered-columns.ts';

const KEY = 'laten.columns.homework';
const choice = '{"order":[],"shown":{"tags":false}}';

it('gives back what was chosen for the list that was last looked at', () => {
  expect(readRememberedColumns(writeRememberedColumns(KEY, choice), KEY)).toBe(choice);
});

it.each([
  ['another list', writeRememberedColumns('laten.columns.', choice)],
  ['a list of which nothing was chosen', writeRememberedColumns(KEY, null)],
  ['more than a cookie holds', writeRememberedColumns(KEY, 'x'.repeat(5_000))],
  ['no cookie', null],
  ['a damaged cookie', '["laten'],
  ['a foreign cookie', '{}'],
])('gives nothing for %s', (_name, cookie) => expect(readRememberedColumns(cookie, KEY)).toBeNull());
