import { NotYetBuiltError, resolveConfig, ShapeMismatchError } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImageShape } from '../../shapes.ts';
import { convConfig, floatsOf, liveTensors, mlpConfig, uniformImages } from '../../testing/cpu-backend.ts';
import { exportWeights } from '../../weights.ts';
import { createVae } from './model.ts';

const imageShapes: ImageShape[] = [
  [8, 8, 1],
  [4, 4, 1],
  [7, 9, 1],
  [5, 6, 3],
  [13, 10, 2],
];
const architectures = [
  { name: 'conv', config: convConfig() },
  { name: 'conv without stride', config: convConfig({ encoderFilters: [2], decoderFilters: [] }) },
  { name: 'mlp', config: mlpConfig() },
];

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

describe.each(architectures)('$name', ({ config }) => {
  test.each(imageShapes)('images of %i×%i×%i come back in their own size', (...imageShape) => {
    const vae = createVae({ config, imageShape });
    const images = uniformImages(3, imageShape);
    const { zMean, zLogVar } = vae.encode(images);
    expect(zMean.shape).toEqual([3, 2]);
    expect(zLogVar.shape).toEqual([3, 2]);
    expect(vae.decodeLogits(zMean).shape).toEqual([3, ...imageShape]);
    expect(vae.reconstruct(images).shape).toEqual([3, ...imageShape]);
    vae.dispose();
  });

  test('each method leaves behind exactly what it returns, and dispose leaves nothing', () => {
    const before = liveTensors();
    const vae = createVae({ config, imageShape: [7, 9, 1] });
    expect(liveTensors() - before).toBe(vae.variables.size);
    const images = uniformImages(2, [7, 9, 1]);
    const start = liveTensors();
    const posterior = vae.encode(images);
    expect(liveTensors() - start).toBe(2);
    const z = vae.sampleLatent({ ...posterior, epsilon: posterior.zMean });
    expect(liveTensors() - start).toBe(3);
    const outputs = [vae.decodeLogits(z), vae.decode(z), vae.reconstruct(images)];
    expect(liveTensors() - start).toBe(6);
    tf.dispose([images, posterior.zMean, posterior.zLogVar, z, ...outputs]);
    vae.dispose();
    expect(liveTensors()).toBe(before);
  });

  test('using a model changes none of its weights', () => {
    const vae = createVae({ config, imageShape: [8, 8, 1] });
    const before = floatsOf(exportWeights(vae));
    vae.reconstruct(uniformImages(2, [8, 8, 1]));
    expect(floatsOf(exportWeights(vae))).toEqual(before);
    vae.dispose();
  });
});

test('decode is the sigmoid of the logits, and reconstruct decodes the posterior mean', () => {
  const vae = createVae({ config: convConfig(), imageShape: [8, 8, 1] });
  const images = uniformImages(2, [8, 8, 1]);
  const { zMean } = vae.encode(images);
  const logits = vae.decodeLogits(zMean).dataSync();
  const decoded = vae.decode(zMean).dataSync();
  expect(decoded.every((pixel) => pixel > 0 && pixel < 1)).toBe(true);
  logits.forEach((logit, index) => {
    expect(decoded[index]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 6);
  });
  expect(vae.reconstruct(images).dataSync()).toEqual(decoded);
  vae.dispose();
});

test('the reference model has the layers of the design: 133,381 numbers', () => {
  const vae = createVae({ config: resolveConfig({ defaultThreads: 1 }), imageShape: [28, 28, 1] });
  const shapes = Object.fromEntries(Array.from(vae.variables, ([name, { shape }]) => [name, shape]));
  expect(shapes).toEqual({
    'encoder/conv1/kernel': [3, 3, 1, 32],
    'encoder/conv1/bias': [32],
    'encoder/conv2/kernel': [3, 3, 32, 64],
    'encoder/conv2/bias': [64],
    'encoder/conv3/kernel': [3, 3, 64, 64],
    'encoder/conv3/bias': [64],
    'encoder/zMean/kernel': [3136, 2],
    'encoder/zMean/bias': [2],
    'encoder/zLogVar/kernel': [3136, 2],
    'encoder/zLogVar/bias': [2],
    'decoder/dense/kernel': [2, 3136],
    'decoder/dense/bias': [3136],
    'decoder/convTranspose1/kernel': [3, 3, 64, 64],
    'decoder/convTranspose1/bias': [64],
    'decoder/convTranspose2/kernel': [3, 3, 32, 64],
    'decoder/convTranspose2/bias': [32],
    'decoder/logits/kernel': [3, 3, 32, 1],
    'decoder/logits/bias': [1],
  });
  expect([...vae.variables.values()].reduce((total, { size }) => total + size, 0)).toBe(133_381);
  vae.dispose();
});

test('fresh kernels are Glorot uniform and biases zero', () => {
  const vae = createVae({ config: mlpConfig({ denseUnits: [400] }), imageShape: [28, 28, 1] });
  const kernel = vae.variables.get('encoder/dense1/kernel')!.dataSync<'float32'>();
  const bound = Math.sqrt(6 / (784 + 400));
  const largest = kernel.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeLessThanOrEqual(bound);
  expect(largest).toBeGreaterThan(bound * 0.99);
  const variance = kernel.reduce((sum, value) => sum + value ** 2, 0) / kernel.length;
  expect(variance / (bound ** 2 / 3)).toBeCloseTo(1, 1);
  expect(
    vae.variables
      .get('encoder/dense1/bias')!
      .dataSync()
      .every((value) => value === 0),
  ).toBe(true);
  vae.dispose();
});

test('the seed alone decides the weights', () => {
  const weightsOf = (seed: number) => {
    const vae = createVae({ config: convConfig({ seed }), imageShape: [8, 8, 1] });
    const weights = floatsOf(exportWeights(vae));
    vae.dispose();
    return weights;
  };
  expect(weightsOf(3)).toEqual(weightsOf(3));
  expect(weightsOf(3)).not.toEqual(weightsOf(4));
});

describe('bad input', () => {
  test('a shape that does not fit is refused with both shapes', () => {
    const vae = createVae({ config: convConfig(), imageShape: [8, 8, 1] });
    expect(() => vae.encode(uniformImages(2, [8, 9, 1]))).toThrow(
      new ShapeMismatchError('encode: images', '[batch, 8, 8, 1]', [2, 8, 9, 1]),
    );
    expect(() => vae.encode(uniformImages(0, [8, 8, 1]))).toThrow('received [0, 8, 8, 1]');
    expect(() => vae.decode(tf.zeros([4, 3]))).toThrow('expected shape [batch, 2], received [4, 3]');
    expect(() => vae.decode(tf.zeros([2]) as unknown as tf.Tensor2D)).toThrow('received [2]');
    vae.dispose();
  });

  test('sampleLatent refuses epsilon of another batch', () => {
    const vae = createVae({ config: mlpConfig(), imageShape: [8, 8, 1] });
    const [zMean, zLogVar] = [tf.zeros<tf.Rank.R2>([3, 2]), tf.zeros<tf.Rank.R2>([3, 2])];
    expect(() => vae.sampleLatent({ zMean, zLogVar, epsilon: tf.zeros([2, 2]) })).toThrow(
      'sampleLatent: epsilon: expected shape [3, 2], received [2, 2]',
    );
    vae.dispose();
  });

  test.each([[[3, 28, 1]], [[28, 28, 0]], [[28, 600, 1]], [[28, 28]]])(
    'the image shape %j is refused',
    (shape) => {
      const before = liveTensors();
      expect(() => createVae({ config: convConfig(), imageShape: shape as unknown as ImageShape })).toThrow(
        ShapeMismatchError,
      );
      expect(liveTensors()).toBe(before);
    },
  );

  test('what is not yet built is refused, never ignored', () => {
    const config = { ...convConfig(), likelihood: 'gaussian' as const };
    expect(() => createVae({ config, imageShape: [8, 8, 1] })).toThrow(NotYetBuiltError);
  });
});
