import { LatenError, normalQuantile } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';

/**
 * latentGrid returns side × side latents of a plane, [side · side, 2], at the prior's quantiles (i + 0.5) / side, so
 * that every point stands for the same share of N(0, I). Rows come first, in the order in which a picture is read:
 * the first coordinate rises from left to right, the second falls from top to bottom, as in a plot whose axis
 * points up. The caller disposes.
 */
export function latentGrid({ side }: { side: number }): tf.Tensor2D {
  if (!Number.isInteger(side) || side < 1) {
    throw new LatenError(
      'LIMIT_EXCEEDED',
      `latentGrid: side=${side} is refused. Give a whole number, at least 1.`,
    );
  }
  const quantiles = Array.from({ length: side }, (_, index) => normalQuantile((index + 0.5) / side));
  const points = quantiles.toReversed().flatMap((second) => quantiles.flatMap((first) => [first, second]));
  return tf.tensor2d(points, [side * side, 2]);
}
