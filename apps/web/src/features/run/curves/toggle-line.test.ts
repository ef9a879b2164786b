import { describe, expect, it } from 'vitest';
import { toggleLine } from './toggle-line.ts';

const among = ['a', 'b', 'c'];
const toggle = (hidden: string[], alone = false) =>
  [...toggleLine(new Set(hidden), { lineId: 'a', alone, among })].sort();

describe('toggleLine', () => {
  it.each([
    ['hides a line', [], false, ['a']],
    ['shows it again', ['a', 'b'], false, ['b']],
    ['hides all others of its chart', ['elsewhere'], true, ['b', 'c', 'elsewhere']],
    ['shows it alone when it was hidden', ['a'], true, ['b', 'c']],
    ['shows all again when it is alone', ['b', 'c', 'elsewhere'], true, ['elsewhere']],
  ])('%s', (_name, hidden, alone, expected) => expect(toggle(hidden, alone)).toEqual(expected));
});
