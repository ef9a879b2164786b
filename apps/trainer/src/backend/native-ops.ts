import * as tf from '@tensorflow/tfjs-core';

/**
 * The few TensorFlow operations that tfjs-core has no name for, or reaches only by a detour. Float32 and NHWC only.
 * Results belong to the caller or to its `tf.tidy`.
 */

interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** The part of tfjs-node's backend that this module calls. */
interface TfjsNodeBackend {
  readonly binding: {
    readonly TF_Version: string;
    readonly TF_FLOAT: number;
    readonly TF_ATTR_BOOL: number;
    readonly TF_ATTR_INT: number;
    readonly TF_ATTR_STRING: number;
    readonly TF_ATTR_TYPE: number;
  };
  executeSingleOutput(op: string, attributes: OpAttribute[], inputs: tf.Tensor[]): tf.Tensor;
}

/** NATIVE_BACKEND is the name under which tfjs-node registers itself. */
export const NATIVE_BACKEND = 'tensorflow';

/** nativeBackend returns tfjs-node's backend, which must be loaded. */
export function nativeBackend(): TfjsNodeBackend {
  return tf.engine().findBackend(NATIVE_BACKEND) as unknown as TfjsNodeBackend;
}

/** relu is max(x, 0). */
export function relu(x: tf.Tensor): tf.Tensor {
  return run('Relu', [], [x]);
}

/** reluGradient is dy where the output y was above zero, else 0. */
export function reluGradient(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return run('ReluGrad', [], [dy, y]);
}

/** biasAdd adds bias [channels] along the last axis. */
export function biasAdd(x: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  return run('BiasAdd', [stringAttribute('data_format', 'NHWC')], [x, bias]);
}

/** biasAddGradient sums over every axis but the last. */
export function biasAddGradient(dy: tf.Tensor): tf.Tensor {
  return run('BiasAddGrad', [stringAttribute('data_format', 'NHWC')], [dy]);
}

/** conv2d is the convolution with padding `same`. */
export function conv2d(x: tf.Tensor, kernel: tf.Tensor, stride: number): tf.Tensor {
  return run('Conv2D', convolutionAttributes(stride), [x, kernel]);
}

/** conv2dInputGradient maps dy to the gradient in the convolution's input, whose shape it needs. */
export function conv2dInputGradient(options: {
  dy: tf.Tensor;
  kernel: tf.Tensor;
  inputShape: readonly number[];
  stride: number;
}): tf.Tensor {
  const { dy, kernel, inputShape, stride } = options;
  return withShape(inputShape, (shape) =>
    run('Conv2DBackpropInput', convolutionAttributes(stride), [shape, kernel, dy]),
  );
}

/** conv2dKernelGradient maps dy to the gradient in the convolution's kernel, whose shape it needs. */
export function conv2dKernelGradient(options: {
  dy: tf.Tensor;
  x: tf.Tensor;
  kernelShape: readonly number[];
  stride: number;
}): tf.Tensor {
  const { dy, x, kernelShape, stride } = options;
  return withShape(kernelShape, (shape) =>
    run('Conv2DBackpropFilter', convolutionAttributes(stride), [x, shape, dy]),
  );
}

function run(op: string, attributes: readonly OpAttribute[], inputs: tf.Tensor[]): tf.Tensor {
  const backend = nativeBackend();
  const { TF_ATTR_TYPE, TF_FLOAT } = backend.binding;
  return backend.executeSingleOutput(
    op,
    [{ name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT }, ...attributes],
    inputs,
  );
}

function convolutionAttributes(stride: number): OpAttribute[] {
  const { TF_ATTR_BOOL, TF_ATTR_INT } = nativeBackend().binding;
  return [
    { name: 'strides', type: TF_ATTR_INT, value: [1, stride, stride, 1] },
    { name: 'dilations', type: TF_ATTR_INT, value: [1, 1, 1, 1] },
    { name: 'use_cudnn_on_gpu', type: TF_ATTR_BOOL, value: false },
    stringAttribute('padding', 'SAME'),
    stringAttribute('data_format', 'NHWC'),
  ];
}

function stringAttribute(name: string, value: string): OpAttribute {
  return { name, type: nativeBackend().binding.TF_ATTR_STRING, value };
}

function withShape(sizes: readonly number[], use: (shape: tf.Tensor) => tf.Tensor): tf.Tensor {
  const shape = tf.tensor1d([...sizes], 'int32');
  try {
    return use(shape);
  } finally {
    shape.dispose();
  }
}
