import { type Activation, type LayerOps, standardLayerOps } from '@laten/model';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { loadForTests } from './testing/native-backend.ts';

/** Each native layer against the operations and gradients of tfjs-core, on the same backend. */

const backend = await loadForTests();

interface LayerCase {
  readonly op: keyof LayerOps;
  readonly x: number[];
  readonly kernel: number[];
  readonly stride: number;
}

const cases: LayerCase[] = [
  { op: 'conv2d', x: [2, 8, 8, 3], kernel: [3, 3, 3, 4], stride: 1 },
  { op: 'conv2d', x: [2, 8, 8, 3], kernel: [3, 3, 3, 4], stride: 2 },
  { op: 'conv2d', x: [3, 7, 5, 2], kernel: [3, 3, 2, 3], stride: 2 },
  { op: 'conv2d', x: [2, 6, 5, 4], kernel: [3, 3, 4, 1], stride: 1 },
  { op: 'conv2d', x: [2, 6, 5, 4], kernel: [3, 3, 4, 1], stride: 2 },
  { op: 'conv2dTranspose', x: [2, 4, 4, 3], kernel: [3, 3, 2, 3], stride: 2 },
  { op: 'conv2dTranspose', x: [2, 3, 5, 3], kernel: [3, 3, 4, 3], stride: 2 },
  { op: 'dense', x: [4, 6], kernel: [6, 5], stride: 1 },
];
const activations: Activation[] = ['relu', 'linear'];
const matrix = cases.flatMap((layer) => activations.map((activation) => ({ ...layer, activation })));

function tensorsOf({ x, kernel, op }: LayerCase): tf.Tensor[] {
  const outputs = kernel[op === 'conv2dTranspose' ? 2 : kernel.length - 1] ?? 0;
  return [x, kernel, [outputs]].map((shape, seed) => tf.randomNormal(shape, 0, 1, 'float32', seed + 1));
}

function apply(ops: LayerOps, { op, stride, activation }: LayerCase & { activation: Activation }) {
  return (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
    // One signature for the three operations of different ranks.
    (ops[op] as (input: object) => tf.Tensor)({ x, kernel, bias, stride, activation });
}

function expectClose(received: tf.Tensor, expected: tf.Tensor): void {
  expect(received.shape).toEqual(expected.shape);
  const [values, wanted] = [received.dataSync(), expected.dataSync()];
  values.forEach((value, index) => {
    expect(value).toBeCloseTo(wanted[index] ?? Number.NaN, 4);
  });
}

describe.skipIf(!backend)('the native layers', () => {
  const native = backend?.layerOps ?? standardLayerOps;

  test.each(matrix)(
    '$op $x ∘ $kernel / $stride $activation: value and three gradients equal the stock ones',
    (layer) => {
      const before = tf.memory().numTensors;
      tf.tidy(() => {
        const inputs = tensorsOf(layer) as [tf.Tensor, tf.Tensor, tf.Tensor];
        const expected = apply(standardLayerOps, layer)(...inputs);
        expectClose(apply(native, layer)(...inputs), expected);

        // A weight on each output, so that the gradient that arrives differs from place to place.
        const weights = tf.randomNormal(expected.shape, 0, 1, 'float32', 9);
        const gradientsBy = (ops: LayerOps) =>
          tf.grads((x, kernel, bias) =>
            tf.sum(
              tf.mul(apply(ops, layer)(x as tf.Tensor, kernel as tf.Tensor, bias as tf.Tensor), weights),
            ),
          )(inputs);
        const stock = gradientsBy(standardLayerOps);
        gradientsBy(native).forEach((gradient, index) => {
          expectClose(gradient, stock[index] as tf.Tensor);
        });
      });
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  test('a layer and its gradient leave behind only their results', () => {
    tf.tidy(() => {
      const layer = matrix[0] as (typeof matrix)[number];
      const inputs = tensorsOf(layer) as [tf.Tensor, tf.Tensor, tf.Tensor];
      const start = tf.memory().numTensors;
      apply(native, layer)(...inputs);
      expect(tf.memory().numTensors - start).toBe(1);
      tf.grads((x, kernel, bias) =>
        apply(native, layer)(x as tf.Tensor, kernel as tf.Tensor, bias as tf.Tensor),
      )(inputs);
      expect(tf.memory().numTensors - start).toBe(4);
    });
  });

  test('the gradient of the ReLU is zero where the output is zero', () => {
    tf.tidy(() => {
      const [kernel, bias] = [tf.tensor2d([[1]]), tf.tensor1d([0])];
      const gradient = tf.grad((x) =>
        native.dense({ x: x as tf.Tensor2D, kernel, bias, activation: 'relu' }),
      );
      expect([...gradient(tf.tensor2d([[-1], [0], [2]])).dataSync()]).toEqual([0, 0, 1]);
    });
  });
});
