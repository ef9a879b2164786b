import { describe, expect, it } from 'vitest';
import { sparklinePath } from './prepare-sparkline.ts';

describe('sparklinePath', () => {
  const box = { width: 80, height: 20 };

  it.each([
    ['nothing', [], null],
    ['one value', [3], null],
    ['a fall', [10, 5, 0], 'M0 0L40 10L80 20'],
    ['no change', [2, 2], 'M0 10L80 10'],
    ['what is not finite is left out', [10, Number.NaN, 0], 'M0 0L80 20'],
  ])('%s', (_name, values, path) => expect(sparklinePath(values, box)).toBe(path));
});
