import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { liveTensors } from '../testing/cpu-backend.ts';
import { interpolate } from './interpolate.ts';

test('goes in even steps from one end to the other, both included exactly', () => {
  const before = liveTensors();
  tf.tidy(() => {
    const [from, to] = [tf.tensor1d([0.1, -3, 7]), tf.tensor1d([0.3, 5, 7])];
    const path = interpolate({ from, to, steps: 5 });
    expect(path.shape).toEqual([5, 3]);
    const rows = path.arraySync();
    expect(rows[0]).toEqual(from.arraySync());
    expect(rows[4]).toEqual(to.arraySync());
    expect(rows[1]![1]).toBeCloseTo(-1, 6);
    expect(rows[2]![0]).toBeCloseTo(0.2, 6);
  });
  expect(liveTensors()).toBe(before);
});

test('a shape mismatch is an error that names both shapes', () => {
  tf.tidy(() => {
    const [two, three] = [tf.tensor1d([1, 2]), tf.tensor1d([1, 2, 3])];
    expect(() => interpolate({ from: two, to: three, steps: 4 })).toThrow(
      'interpolate: to: expected shape [2], received [3].',
    );
    const row = tf.tensor2d([[1, 2]]) as unknown as tf.Tensor1D;
    expect(() => interpolate({ from: row, to: two, steps: 4 })).toThrow(
      'expected shape [latentDim], received [1, 2]',
    );
  });
});

test.each([1, 2.5, Number.NaN])('%d steps are refused', (steps) => {
  tf.tidy(() => {
    const end = tf.tensor1d([0]);
    expect(() => interpolate({ from: end, to: end, steps })).toThrow('at least 2');
  });
});
