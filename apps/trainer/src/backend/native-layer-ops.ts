import { type Activation, type LayerOps, transposedShape, type WeightedInput } from '@laten/model';
import * as tf from '@tensorflow/tfjs-core';
import * as native from './native-ops.ts';

/**
 * The weighted layers as kernels of our own on native TensorFlow: activation(kernel ∘ x + bias) forward, and backward
 * ReluGrad and BiasAddGrad where tfjs-core composes a gradient out of IsNan, Greater, Select, Fill and Sum passes
 * over the largest activations. The figures are in docs/decisions/0006-own-kernels-and-adam.md.
 */

/** The linear part of a layer, x ↦ kernel ∘ x, and its two gradients. */
interface LinearPart {
  forward(input: LinearInput): tf.Tensor;
  inputGradient(input: LinearInput & { dy: tf.Tensor }): tf.Tensor;
  kernelGradient(input: LinearInput & { dy: tf.Tensor }): tf.Tensor;
}

interface LinearInput {
  readonly x: tf.Tensor;
  readonly kernel: tf.Tensor;
  readonly stride: number;
}

const conv2d: LinearPart = {
  forward: ({ x, kernel, stride }) => native.conv2d(x, kernel, stride),
  inputGradient: ({ x, kernel, stride, dy }) =>
    native.conv2dInputGradient({ dy, kernel, inputShape: x.shape, stride }),
  kernelGradient: ({ x, kernel, stride, dy }) =>
    kernel.shape[3] === 1 && stride === 1
      ? singleFilterGradient(x, kernel, dy)
      : native.conv2dKernelGradient({ dy, x, kernelShape: kernel.shape, stride }),
};

/** A transposed convolution is a convolution's input gradient, so that its own input gradient is a convolution. */
const conv2dTranspose: LinearPart = {
  forward: ({ x, kernel, stride }) =>
    native.conv2dInputGradient({
      dy: x,
      kernel,
      inputShape: transposedShape(x as tf.Tensor4D, kernel as tf.Tensor4D, stride),
      stride,
    }),
  inputGradient: ({ kernel, stride, dy }) => native.conv2d(dy, kernel, stride),
  kernelGradient: ({ x, kernel, stride, dy }) =>
    native.conv2dKernelGradient({ dy: x, x: dy, kernelShape: kernel.shape, stride }),
};

const dense: LinearPart = {
  forward: ({ x, kernel }) => tf.matMul(x, kernel),
  inputGradient: ({ kernel, dy }) => tf.matMul(dy, kernel, false, true),
  kernelGradient: ({ x, dy }) => tf.matMul(x, dy, true, false),
};

/**
 * The kernel gradient for one output channel, Σ x[n, v + i, u + j, c] · dy[n, v, u], as one matrix product: the
 * nine shifted copies of dy, [pixels, 9], with x, [pixels, c]. The library's own takes two and a half times as long.
 */
function singleFilterGradient(x: tf.Tensor, kernel: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  const [height = 0, width = 0, channels = 0] = kernel.shape;
  const taps = height * width;
  return tf.tidy(() => {
    const shifts = tf.reshape(tf.reverse(tf.eye(taps), 0), [height, width, 1, taps]);
    const shifted = tf.reshape(native.conv2d(dy, shifts, 1), [-1, taps]);
    const product = tf.matMul(shifted, tf.reshape(x, [-1, channels]), true, false);
    return tf.reshape(product, kernel.shape);
  });
}

const kernels = {
  LatenConv2d: conv2d,
  LatenConv2dTranspose: conv2dTranspose,
  LatenDense: dense,
} satisfies Record<string, LinearPart>;

type KernelName = keyof typeof kernels;

/** registerNativeLayers makes the kernels and their gradients known to tfjs-core; again is no harm. */
export function registerNativeLayers(): void {
  for (const [kernelName, linear] of Object.entries(kernels)) {
    if (tf.getKernel(kernelName, native.NATIVE_BACKEND)) continue;
    tf.registerKernel({
      kernelName,
      backendName: native.NATIVE_BACKEND,
      kernelFunc: ({ inputs, attrs }) =>
        forward(linear, inputs as unknown as KernelInputs, attrs as unknown as Attributes),
    });
    tf.registerGradient({
      kernelName,
      inputsToSave: ['x', 'kernel'],
      outputsToSave: [true],
      gradFunc: (dy, saved, attrs) =>
        gradients(
          linear,
          dy as tf.Tensor,
          saved as [tf.Tensor, tf.Tensor, tf.Tensor],
          attrs as unknown as Attributes,
        ),
    });
  }
}

/** nativeLayerOps are the layers on the kernels that `registerNativeLayers` registers. */
export const nativeLayerOps: LayerOps = {
  conv2d: (input) => runLayerKernel('LatenConv2d', input),
  conv2dTranspose: (input) => runLayerKernel('LatenConv2dTranspose', input),
  dense: (input) => runLayerKernel('LatenDense', { ...input, stride: 1 }),
};

interface KernelInputs {
  readonly x: tf.Tensor;
  readonly kernel: tf.Tensor;
  readonly bias: tf.Tensor;
}

interface Attributes {
  readonly stride: number;
  readonly activation: Activation;
}

function runLayerKernel<T extends tf.Tensor>(
  name: KernelName,
  input: WeightedInput<T> & { stride: number },
): T {
  const { x, kernel, bias, stride, activation } = input;
  return tf.engine().runKernel(name, { x, kernel, bias }, { stride, activation }) as T;
}

function forward(
  linear: LinearPart,
  { x, kernel, bias }: KernelInputs,
  { stride, activation }: Attributes,
): tf.Tensor {
  return tf.tidy(() => {
    const product = linear.forward({ x, kernel, stride });
    const sum = native.biasAdd(product, bias);
    product.dispose();
    return activation === 'relu' ? native.relu(sum) : sum;
  });
}

function gradients(
  linear: LinearPart,
  dOutput: tf.Tensor,
  [x, kernel, output]: readonly [tf.Tensor, tf.Tensor, tf.Tensor],
  { stride, activation }: Attributes,
) {
  // Not inside the thunks: each has a scope of its own, and all three need it.
  const dy = activation === 'relu' ? native.reluGradient(dOutput, output) : dOutput;
  return {
    x: () => linear.inputGradient({ x, kernel, stride, dy }),
    kernel: () => linear.kernelGradient({ x, kernel, stride, dy }),
    bias: () => native.biasAddGradient(dy),
  };
}
