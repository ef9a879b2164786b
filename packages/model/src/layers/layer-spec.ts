import type { ImageShape } from '../shapes.ts';

/**
 * Layers as plain values. One list of them is the single source of a network's variables, of its forward pass and
 * of its Keras topology. This module computes shapes only; it touches no tensor.
 */

/** Activation is what follows a layer's bias. */
export type Activation = 'linear' | 'relu';

/** KERNEL_SIZE is the side of every convolution kernel, in pixels. */
export const KERNEL_SIZE = 3;

interface Layer<Kind extends string, Shape extends readonly number[]> {
  readonly kind: Kind;
  /** Unique in the model, for example `encoder/conv1`. */
  readonly name: string;
  /** Shape of one element of the batch. */
  readonly outputShape: Shape;
}

interface WeightedLayer<Kind extends string, Shape extends readonly number[]> extends Layer<Kind, Shape> {
  readonly kernelShape: readonly number[];
  readonly biasSize: number;
  readonly activation: Activation;
}

/** Conv2dLayer is a 3×3 convolution, padding `same`; kernel [3, 3, in, out]. */
export interface Conv2dLayer extends WeightedLayer<'conv2d', ImageShape> {
  readonly stride: number;
}

/** Conv2dTransposeLayer is a transposed 3×3 convolution that multiplies each side by its stride; kernel [3, 3, out, in]. */
export interface Conv2dTransposeLayer extends WeightedLayer<'conv2dTranspose', ImageShape> {
  readonly stride: number;
}

/** DenseLayer is fully connected; kernel [in, out]. */
export type DenseLayer = WeightedLayer<'dense', readonly [size: number]>;

/** CropLayer cuts rows at the bottom and columns at the right. */
interface CropLayer extends Layer<'crop', ImageShape> {
  readonly inputShape: ImageShape;
}

/** ReshapeLayer gives the same numbers another shape; a flat one is how images become vectors. */
type ReshapeLayer = Layer<'reshape', readonly number[]>;

/** LayerSpec describes one layer. */
export type LayerSpec = Conv2dLayer | Conv2dTransposeLayer | DenseLayer | CropLayer | ReshapeLayer;

/** conv2dLayer computes the layer's shapes: each side is divided by the stride and rounded up. */
export function conv2dLayer(options: {
  name: string;
  inputShape: ImageShape;
  filters: number;
  stride: number;
  activation: Activation;
}): Conv2dLayer {
  const { name, inputShape, filters, stride, activation } = options;
  const [height, width, channels] = inputShape;
  return {
    kind: 'conv2d',
    name,
    outputShape: [Math.ceil(height / stride), Math.ceil(width / stride), filters],
    kernelShape: [KERNEL_SIZE, KERNEL_SIZE, channels, filters],
    biasSize: filters,
    activation,
    stride,
  };
}

/** conv2dTransposeLayer computes the layer's shapes: each side is multiplied by the stride. */
export function conv2dTransposeLayer(options: {
  name: string;
  inputShape: ImageShape;
  filters: number;
  stride: number;
  activation: Activation;
}): Conv2dTransposeLayer {
  const { name, inputShape, filters, stride, activation } = options;
  const [height, width, channels] = inputShape;
  return {
    kind: 'conv2dTranspose',
    name,
    outputShape: [height * stride, width * stride, filters],
    kernelShape: [KERNEL_SIZE, KERNEL_SIZE, filters, channels],
    biasSize: filters,
    activation,
    stride,
  };
}

/** denseLayer computes the layer's shapes. */
export function denseLayer(options: {
  name: string;
  inputSize: number;
  units: number;
  activation: Activation;
}): DenseLayer {
  const { name, inputSize, units, activation } = options;
  return {
    kind: 'dense',
    name,
    outputShape: [units],
    kernelShape: [inputSize, units],
    biasSize: units,
    activation,
  };
}

/** WeightSpec names a variable of a layer and its shape. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

/** weightSpecs lists the variables of layers in their stable order: for each layer the kernel, then the bias. */
export function weightSpecs(layers: readonly LayerSpec[]): WeightSpec[] {
  return layers.flatMap((layer) =>
    'kernelShape' in layer
      ? [
          { name: `${layer.name}/kernel`, shape: layer.kernelShape },
          { name: `${layer.name}/bias`, shape: [layer.biasSize] },
        ]
      : [],
  );
}
