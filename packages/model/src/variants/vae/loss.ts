import * as tf from '@tensorflow/tfjs-core';
import { bernoulliCrossEntropy } from '../../losses/bernoulli.ts';
import { klPerDimension } from '../../losses/gaussian-kl.ts';

/** VaeLoss names the parts of the objective, in nats. The caller disposes, or its `tf.tidy`. */
export interface VaeLoss {
  /** reconstruction + beta · kl. */
  readonly loss: tf.Scalar;
  /** Cross-entropy: sum over pixels, mean over images. */
  readonly reconstruction: tf.Scalar;
  /** Raw KL to N(0, I): sum over dimensions, mean over images. */
  readonly kl: tf.Scalar;
  /** Raw KL of each dimension, mean over images, [latentDim]; it sums to `kl`. */
  readonly klPerDimension: tf.Tensor1D;
}

/**
 * vaeLoss is the negative evidence lower bound with a weight on the KL term:
 * E[−log p(x | z)] + beta · KL(q(z | x) ‖ N(0, I)) (Kingma and Welling 2013; beta: Higgins et al. 2017).
 * images and logits [batch, h, w, c]; zMean and zLogVar [batch, latentDim]. Throws ShapeMismatchError.
 */
export function vaeLoss(input: {
  images: tf.Tensor4D;
  logits: tf.Tensor4D;
  zMean: tf.Tensor2D;
  zLogVar: tf.Tensor2D;
  beta: number;
}): VaeLoss {
  return tf.tidy(() => {
    const reconstruction = tf.mean<tf.Scalar>(bernoulliCrossEntropy(input));
    const perDimension = klPerDimension(input);
    const kl = tf.sum<tf.Scalar>(perDimension);
    const loss = tf.add<tf.Scalar>(reconstruction, tf.mul(kl, input.beta));
    return { loss, reconstruction, kl, klPerDimension: perDimension };
  });
}
