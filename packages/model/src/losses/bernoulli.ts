import * as tf from '@tensorflow/tfjs-core';
import { checkShape } from '../shapes.ts';

/**
 * bernoulliCrossEntropy is −log p(x | z) of each image when pixels are Bernoulli with the given logits l:
 * Σ over pixels of max(l, 0) − l·x + log(1 + exp(−|l|)), which never overflows. Grey pixels x in [0, 1] make it a
 * cross-entropy with a floor above zero. images and logits [batch, h, w, c] → [batch], nats; the caller disposes.
 * The gradient in the logits is written out, sigmoid(l) − x, one pass instead of five; there is none in the images.
 */
export function bernoulliCrossEntropy(input: { images: tf.Tensor4D; logits: tf.Tensor4D }): tf.Tensor1D {
  const { images, logits } = input;
  checkShape('bernoulliCrossEntropy: images', images, ['batch', 'height', 'width', 'channels']);
  checkShape('bernoulliCrossEntropy: logits', logits, images.shape);
  return tf.tidy(() => sumOverPixels(pixelCrossEntropy(images)(logits)));
}

function pixelCrossEntropy(images: tf.Tensor4D) {
  return tf.customGrad((logits, save) => {
    (save as tf.GradSaveFunc)([logits as tf.Tensor]);
    return {
      value: stableCrossEntropy(logits as tf.Tensor4D, images),
      gradFunc: (upstream: tf.Tensor, [saved]: tf.Tensor[]) =>
        tf.mul(upstream, tf.sub(tf.sigmoid(saved as tf.Tensor), images)),
    };
  });
}

function stableCrossEntropy(logits: tf.Tensor4D, images: tf.Tensor4D): tf.Tensor4D {
  const hinge = tf.sub(tf.relu(logits), tf.mul(logits, images));
  return tf.add(hinge, tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));
}

function sumOverPixels(values: tf.Tensor): tf.Tensor1D {
  return tf.sum(values, [1, 2, 3]);
}
