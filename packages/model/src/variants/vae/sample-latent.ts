import * as tf from '@tensorflow/tfjs-core';
import { checkShape } from '../../shapes.ts';

/**
 * sampleLatent is the reparameterisation z = zMean + exp(0.5 · zLogVar) · epsilon with epsilon ~ N(0, I) from the
 * caller (Kingma and Welling 2013, section 2.4). All shapes [batch, latentDim]; the caller disposes.
 */
export function sampleLatent(input: {
  zMean: tf.Tensor2D;
  zLogVar: tf.Tensor2D;
  epsilon: tf.Tensor2D;
}): tf.Tensor2D {
  const { zMean, zLogVar, epsilon } = input;
  checkShape('sampleLatent: zMean', zMean, ['batch', 'latentDim']);
  checkShape('sampleLatent: zLogVar', zLogVar, zMean.shape);
  checkShape('sampleLatent: epsilon', epsilon, zMean.shape);
  return tf.tidy(() => tf.add(zMean, tf.mul(tf.exp(tf.mul(zLogVar, 0.5)), epsilon)));
}
