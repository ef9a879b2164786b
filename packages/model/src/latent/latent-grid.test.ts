import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '../testing/cpu-backend.ts';
import { latentGrid } from './latent-grid.ts';

test('stands at the quantiles 1/8, 3/8, 5/8, 7/8, first coordinate to the right, second upwards', () => {
  const grid = tf.tidy(() => latentGrid({ side: 4 }).arraySync());
  // From a table of the normal distribution.
  const [outer, inner] = [1.1503493803760079, 0.31863936396437514];
  expect(grid).toHaveLength(16);
  const expectPoint = (index: number, first: number, second: number) => {
    expect(grid[index]![0]).toBeCloseTo(first, 6);
    expect(grid[index]![1]).toBeCloseTo(second, 6);
  };
  expectPoint(0, -outer, outer);
  expectPoint(1, -inner, outer);
  expectPoint(3, outer, outer);
  expectPoint(4, -outer, inner);
  expectPoint(15, outer, -outer);
});

test('one point is the middle of the prior', () => {
  expect(tf.tidy(() => latentGrid({ side: 1 }).arraySync())).toEqual([[0, 0]]);
});

test.each([0, -1, 1.5])('side %d is refused', (side) => {
  expect(() => latentGrid({ side })).toThrow('at least 1');
});
