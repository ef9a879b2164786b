import { randomStream } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { computeGradients } from '../../gradients.ts';
import { bernoulliCrossEntropy } from '../../losses/bernoulli.ts';
import { klPerDimension } from '../../losses/gaussian-kl.ts';
import {
  convConfig,
  liveTensors,
  mlpConfig,
  randomiseWeights,
  uniformImages,
} from '../../testing/cpu-backend.ts';
import { vaeLoss } from './loss.ts';
import { createVae, type Vae } from './model.ts';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const LN_2 = Math.log(2);

/** Two images of two pixels and two latent dimensions, with every number worked out by hand. */
const images = tf.tensor4d([1, 0, 0.5, 0.25], [2, 1, 2, 1]);
const logits = tf.tensor4d([0, 0, Math.log(3), -Math.log(3)], [2, 1, 2, 1]);
const zMean = tf.tensor2d([
  [1, 0],
  [0, 2],
]);
const zLogVar = tf.tensor2d([
  [0, Math.log(2)],
  [0, 0],
]);
/**
 * Logit 0 costs ln 2 whatever the pixel. Logit ±ln 3 is p = 3/4 or 1/4: the pixel 1/2 costs −½ ln ¾ − ½ ln ¼ and the pixel 1/4
 * costs −¼ ln ¼ − ¾ ln ¾.
 */
const imageLosses = [2 * LN_2, -1.25 * Math.log(3 / 4) - 0.75 * Math.log(1 / 4)];
/** ½ · mean(1, 0) and ½ · mean(2 − 1 − ln 2, 4). */
const dimensionKl = [0.25, (1 - LN_2 + 4) / 4];

describe('vaeLoss', () => {
  test('has the parts worked out by hand', () => {
    const result = vaeLoss({ images, logits, zMean, zLogVar, beta: 4 });
    const reconstruction = (imageLosses[0]! + imageLosses[1]!) / 2;
    const kl = dimensionKl[0]! + dimensionKl[1]!;
    expect(result.reconstruction.dataSync()[0]).toBeCloseTo(reconstruction, 5);
    expect(result.kl.dataSync()[0]).toBeCloseTo(kl, 5);
    expect(result.loss.dataSync()[0]).toBeCloseTo(reconstruction + 4 * kl, 5);
    expect(result.klPerDimension.shape).toEqual([2]);
    expect(result.klPerDimension.dataSync()[0]).toBeCloseTo(dimensionKl[0]!, 6);
    expect(result.klPerDimension.dataSync()[1]).toBeCloseTo(dimensionKl[1]!, 6);
  });

  test('leaves behind its four parts', () => {
    const before = liveTensors();
    vaeLoss({ images, logits, zMean, zLogVar, beta: 1 });
    expect(liveTensors() - before).toBe(4);
  });

  test('refuses shapes that do not fit', () => {
    const wrong = tf.zeros<tf.Rank.R4>([2, 2, 1, 1]);
    expect(() => vaeLoss({ images, logits: wrong, zMean, zLogVar, beta: 1 })).toThrow(
      'bernoulliCrossEntropy: logits: expected shape [2, 1, 2, 1], received [2, 2, 1, 1]',
    );
    expect(() => vaeLoss({ images, logits, zMean, zLogVar: tf.zeros([2, 3]), beta: 1 })).toThrow(
      'klPerDimension: zLogVar: expected shape [2, 2], received [2, 3]',
    );
  });
});

describe('bernoulliCrossEntropy', () => {
  test('is the sum over pixels of each image', () => {
    const values = bernoulliCrossEntropy({ images, logits }).dataSync();
    expect(values[0]).toBeCloseTo(imageLosses[0]!, 6);
    expect(values[1]).toBeCloseTo(imageLosses[1]!, 6);
  });

  test('stays finite for logits of any size', () => {
    const extreme = tf.tensor4d([1000, -1000], [1, 1, 2, 1]);
    const right = bernoulliCrossEntropy({ images: tf.tensor4d([1, 0], [1, 1, 2, 1]), logits: extreme });
    const wrong = bernoulliCrossEntropy({ images: tf.tensor4d([0, 1], [1, 1, 2, 1]), logits: extreme });
    expect(right.dataSync()[0]).toBe(0);
    expect(wrong.dataSync()[0]).toBe(2000);
  });

  test('has the gradient sigmoid(logit) − pixel, scaled by what follows', () => {
    const gradient = tf.grad((l) =>
      tf.mul(tf.sum(bernoulliCrossEntropy({ images, logits: l as tf.Tensor4D })), 3),
    );
    const received = gradient(logits).dataSync();
    [-0.5, 0.5, 0.25, 0].forEach((expected, index) => {
      expect(received[index]).toBeCloseTo(3 * expected, 5);
    });
  });
});

test('klPerDimension agrees with Monte Carlo: mean of log q(z) − log p(z) under q', () => {
  const [mean, logVar] = [0.7, -1.3];
  const epsilon = randomStream({ seed: 1, stream: 'epsilon', step: 0 }).fillNormal(new Float32Array(200_000));
  let sum = 0;
  for (const noise of epsilon) {
    const z = mean + Math.exp(logVar / 2) * noise;
    sum += -logVar / 2 - noise ** 2 / 2 + z ** 2 / 2;
  }
  const closedForm = klPerDimension({ zMean: tf.tensor2d([[mean]]), zLogVar: tf.tensor2d([[logVar]]) });
  expect(closedForm.dataSync()[0]).toBeCloseTo(sum / epsilon.length, 2);
});

describe.each([
  { name: 'conv', config: convConfig() },
  { name: 'mlp', config: mlpConfig() },
])('gradients of the $name model', ({ config }) => {
  const batch = (vae: Vae) => {
    const x = uniformImages(4, vae.imageShape);
    const epsilon = tf.randomNormal<tf.Rank.R2>([4, 2], 0, 1, 'float32', 3);
    return () => {
      const posterior = vae.encode(x);
      return vaeLoss({
        images: x,
        logits: vae.decodeLogits(vae.sampleLatent({ ...posterior, epsilon })),
        ...posterior,
        beta: 2,
      }).loss;
    };
  };

  test('agree with finite differences along a direction, variable by variable', () => {
    const vae = createVae({ config, imageShape: [7, 6, 1] });
    randomiseWeights(vae);
    const loss = batch(vae);
    const { gradients } = computeGradients({ variables: vae.variables, loss });
    expect([...gradients.keys()]).toEqual([...vae.variables.keys()]);
    for (const [name, variable] of vae.variables) {
      const gradient = gradients.get(name)!;
      const direction = tf.div(gradient, tf.add(tf.norm(gradient), 1e-12));
      const original = variable.clone();
      const lossAt = (distance: number) => {
        variable.assign(tf.add(original, tf.mul(direction, distance)));
        return loss().dataSync()[0]!;
      };
      const slope = (lossAt(0.005) - lossAt(-0.005)) / 0.01;
      variable.assign(original);
      const expected = tf.norm(gradient).dataSync()[0]!;
      expect(Math.abs(slope - expected), name).toBeLessThan(0.02 * expected + 0.02);
    }
    vae.dispose();
  });

  test('leave behind one tensor a variable and the value', () => {
    const vae = createVae({ config, imageShape: [7, 6, 1] });
    const loss = batch(vae);
    const before = liveTensors();
    computeGradients({ variables: vae.variables, loss });
    expect(liveTensors() - before).toBe(vae.variables.size + 1);
    vae.dispose();
  });
});
