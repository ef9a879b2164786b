import { expect, it } from 'vitest';
import { type CsvValue, writeCsv } from './write-csv.ts';

it('writes a line for each row', () => {
  expect(
    writeCsv([
      ['a', 'b'],
      [1, null],
    ]),
  ).toBe('a,b\r\n1,\r\n');
});

it.each<[CsvValue, string]>([
  [0.1, '0.1'],
  [-1.5, '-1.5'],
  [Number.NaN, 'NaN'],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['-boots', "'-boots"],
  ['val_kl_dimension/3', 'val_kl_dimension/3'],
])('writes %j as %s', (value, written) => expect(writeCsv([[value]])).toBe(`${written}\r\n`));
