import { LatenError } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { checkShape } from '../shapes.ts';

/**
 * interpolate returns points on the straight line between two latents, both ends included, evenly spaced:
 * from, to [latentDim] → [steps, latentDim]. `steps` is at least 2. The caller disposes. Throws ShapeMismatchError.
 */
export function interpolate(input: { from: tf.Tensor1D; to: tf.Tensor1D; steps: number }): tf.Tensor2D {
  const { from, to, steps } = input;
  checkShape('interpolate: from', from, ['latentDim']);
  checkShape('interpolate: to', to, from.shape);
  if (!Number.isInteger(steps) || steps < 2) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `interpolate: steps=${steps} is refused. Give a whole number, at least 2.`,
    );
  }
  return tf.tidy(() => {
    const weight = tf.reshape(tf.linspace(0, 1, steps), [steps, 1]);
    // Weighing both ends, and not adding a multiple of the difference, makes the last point exactly `to`.
    return tf.add(tf.mul(tf.sub(1, weight), from), tf.mul(weight, to)) as tf.Tensor2D;
  });
}
