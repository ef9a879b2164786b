import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from './layer-spec.ts';

/** WeightedInput is what every weighted layer computes from. */
export interface WeightedInput<Rank extends tf.Tensor> {
  readonly x: Rank;
  readonly kernel: Rank;
  readonly bias: tf.Tensor1D;
  readonly activation: Activation;
}

/**
 * LayerOps computes the weighted layers: activation(kernel ∘ x + bias). A backend may bring faster ones; every
 * implementation is differentiable in x, kernel and bias. Results belong to the caller or to its `tf.tidy`.
 */
export interface LayerOps {
  /** x [batch, h, w, in], kernel [3, 3, in, out], padding `same` → [batch, ⌈h/stride⌉, ⌈w/stride⌉, out]. */
  conv2d(input: WeightedInput<tf.Tensor4D> & { readonly stride: number }): tf.Tensor4D;
  /** x [batch, h, w, in], kernel [3, 3, out, in], padding `same` → [batch, h·stride, w·stride, out]. */
  conv2dTranspose(input: WeightedInput<tf.Tensor4D> & { readonly stride: number }): tf.Tensor4D;
  /** x [batch, in], kernel [in, out] → [batch, out]. */
  dense(input: WeightedInput<tf.Tensor2D>): tf.Tensor2D;
}

/** standardLayerOps are the operations of tfjs-core; they run on every backend. */
export const standardLayerOps: LayerOps = {
  conv2d: ({ x, kernel, stride, ...rest }) => biasAndActivation(tf.conv2d(x, kernel, stride, 'same'), rest),
  conv2dTranspose({ x, kernel, stride, ...rest }) {
    const outputShape = transposedShape(x, kernel, stride);
    return biasAndActivation(tf.conv2dTranspose(x, kernel, outputShape, stride, 'same'), rest);
  },
  dense: ({ x, kernel, ...rest }) => biasAndActivation(tf.matMul(x, kernel), rest),
};

/** transposedShape is the output shape of a transposed convolution with padding `same`. */
export function transposedShape(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  stride: number,
): [number, number, number, number] {
  const [batch, height, width] = x.shape;
  return [batch, height * stride, width * stride, kernel.shape[2]];
}

function biasAndActivation<T extends tf.Tensor>(
  x: T,
  { bias, activation }: { bias: tf.Tensor1D; activation: Activation },
): T {
  const sum = tf.add<T>(x, bias);
  return activation === 'relu' ? tf.relu(sum) : sum;
}
