import * as tf from '@tensorflow/tfjs-core';
import { checkShape } from '../shapes.ts';

/**
 * klPerDimension is KL(N(zMean, exp(zLogVar)) ‖ N(0, 1)) of each latent dimension in closed form,
 * 0.5 · (exp(zLogVar) + zMean² − 1 − zLogVar), mean over images (Kingma and Welling 2013, appendix B).
 * zMean and zLogVar [batch, latentDim] → [latentDim], nats; the caller disposes.
 */
export function klPerDimension(input: { zMean: tf.Tensor2D; zLogVar: tf.Tensor2D }): tf.Tensor1D {
  const { zMean, zLogVar } = input;
  checkShape('klPerDimension: zMean', zMean, ['batch', 'latentDim']);
  checkShape('klPerDimension: zLogVar', zLogVar, zMean.shape);
  return tf.tidy(() => {
    const terms = tf.sub(tf.add(tf.exp(zLogVar), tf.square(zMean)), tf.add(zLogVar, 1));
    return tf.mul(tf.mean<tf.Tensor1D>(terms, 0), 0.5);
  });
}
