import { expect, test } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';

/** Printed tables of the normal distribution. */
test.each([
  [0.5, 0],
  [0.75, 0.6744897501960817],
  [0.95, 1.6448536269514722],
  [0.975, 1.959963984540054],
  [0.995, 2.5758293035489004],
  [1e-9, -5.997807015007773],
  [1e-20, -9.262340089798409],
])('the quantile of %f is %f', (probability, expected) => {
  expect(normalQuantile(probability)).toBeCloseTo(expected, 12);
});

test('is odd around one half', () => {
  for (const probability of [0.01, 0.1, 0.3]) {
    expect(normalQuantile(1 - probability)).toBeCloseTo(-normalQuantile(probability), 12);
  }
});

test('has infinite ends and refuses what is no probability', () => {
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
  expect(() => normalQuantile(1.1)).toThrow(RangeError);
  expect(() => normalQuantile(Number.NaN)).toThrow(RangeError);
});
