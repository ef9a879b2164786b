import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { convConfig, mlpConfig, randomiseWeights, uniformImages } from '../../testing/cpu-backend.ts';
import * as reference from '../../testing/reference-layers.ts';
import { createVae, type Vae } from './model.ts';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

function weightsOf(vae: Vae) {
  const kernel = (layer: string): reference.Kernel => {
    const variable = vae.variables.get(`${layer}/kernel`)!;
    return { values: variable.dataSync(), shape: variable.shape };
  };
  const bias = (layer: string) => vae.variables.get(`${layer}/bias`)!.dataSync();
  return { kernel, bias };
}

function expectClose(received: tf.Tensor, expected: readonly number[]): void {
  const values = received.dataSync();
  expect(values.length).toBe(expected.length);
  expected.forEach((value, index) => {
    expect(values[index]).toBeCloseTo(value, 4);
  });
}

test('the convolutional networks compute what their definition says, for an odd size', () => {
  const imageShape = [5, 6, 1] as const;
  const vae = createVae({ config: convConfig({ encoderFilters: [2, 3], decoderFilters: [4] }), imageShape });
  randomiseWeights(vae);
  const { kernel, bias } = weightsOf(vae);
  const images = uniformImages(1, imageShape);

  const image = reference.toImage(images.dataSync(), imageShape);
  const first = reference.relu(reference.conv2d(image, kernel('encoder/conv1'), bias('encoder/conv1'), 1));
  const second = reference.relu(reference.conv2d(first, kernel('encoder/conv2'), bias('encoder/conv2'), 2));
  const head = (name: string) => reference.dense(second.flat(2), kernel(name).values, bias(name));
  const { zMean, zLogVar } = vae.encode(images);
  expectClose(zMean, head('encoder/zMean'));
  expectClose(zLogVar, head('encoder/zLogVar'));

  const z = [0.3, -1.2];
  const spread = reference.dense(z, kernel('decoder/dense').values, bias('decoder/dense'));
  const folded = reference.relu(reference.toImage(spread, [3, 3, 3]));
  const doubled = reference.conv2dTranspose(
    folded,
    kernel('decoder/convTranspose1'),
    bias('decoder/convTranspose1'),
    2,
  );
  const cropped = reference.crop(reference.relu(doubled), 5, 6);
  const logits = reference.conv2d(cropped, kernel('decoder/logits'), bias('decoder/logits'), 1);
  expectClose(vae.decodeLogits(tf.tensor2d([z])), logits.flat(2));
  vae.dispose();
});

test('the fully connected networks compute what their definition says', () => {
  const vae = createVae({ config: mlpConfig(), imageShape: [4, 5, 1] });
  randomiseWeights(vae);
  const { kernel, bias } = weightsOf(vae);
  const layer = (name: string, x: readonly number[]) => reference.dense(x, kernel(name).values, bias(name));
  const positive = (values: number[]) => values.map((value) => Math.max(value, 0));
  const images = uniformImages(1, [4, 5, 1]);

  const first = positive(layer('encoder/dense1', [...images.dataSync()]));
  const second = positive(layer('encoder/dense2', first));
  expectClose(vae.encode(images).zMean, layer('encoder/zMean', second));

  const decoded = positive(layer('decoder/dense2', positive(layer('decoder/dense1', [0.3, -1.2]))));
  expectClose(vae.decodeLogits(tf.tensor2d([[0.3, -1.2]])), layer('decoder/logits', decoded));
  vae.dispose();
});

test('sampleLatent is zMean + exp(0.5 · zLogVar) · epsilon', () => {
  const vae = createVae({ config: mlpConfig(), imageShape: [4, 4, 1] });
  const z = vae.sampleLatent({
    zMean: tf.tensor2d([[1, -2]]),
    zLogVar: tf.tensor2d([[Math.log(4), 0]]),
    epsilon: tf.tensor2d([[0.5, 3]]),
  });
  expectClose(z, [2, 1]);
  vae.dispose();
});
