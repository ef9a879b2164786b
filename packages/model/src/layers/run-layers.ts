import * as tf from '@tensorflow/tfjs-core';
import type { LayerOps } from './layer-ops.ts';
import type { LayerSpec } from './layer-spec.ts';

/** Variables maps the names of a model's variables to them. */
export type Variables = ReadonlyMap<string, tf.Variable>;

/** runLayers sends a batch through layers, first to last. Intermediate tensors are the caller's: wrap it in `tf.tidy`. */
export function runLayers(input: {
  x: tf.Tensor;
  layers: readonly LayerSpec[];
  variables: Variables;
  layerOps: LayerOps;
}): tf.Tensor {
  return input.layers.reduce((x, layer) => runLayer(x, layer, input), input.x);
}

function runLayer(
  x: tf.Tensor,
  layer: LayerSpec,
  { variables, layerOps }: { variables: Variables; layerOps: LayerOps },
): tf.Tensor {
  switch (layer.kind) {
    case 'conv2d':
    case 'conv2dTranspose':
      return layerOps[layer.kind]({
        x: x as tf.Tensor4D,
        kernel: getVariable(variables, `${layer.name}/kernel`),
        bias: getVariable(variables, `${layer.name}/bias`),
        stride: layer.stride,
        activation: layer.activation,
      });
    case 'dense':
      return layerOps.dense({
        x: x as tf.Tensor2D,
        kernel: getVariable(variables, `${layer.name}/kernel`),
        bias: getVariable(variables, `${layer.name}/bias`),
        activation: layer.activation,
      });
    case 'crop':
      return tf.slice(x, [0, 0, 0, 0], [-1, ...layer.outputShape]);
    case 'reshape':
      return tf.reshape(x, [-1, ...layer.outputShape]);
  }
}

/** The layers and the variables come from one description, so that a missing name is a defect of this package. */
function getVariable<T extends tf.Tensor>(variables: Variables, name: string): T {
  const variable = variables.get(name);
  if (!variable) throw new Error(`The model has no variable "${name}".`);
  return variable as tf.Tensor as T;
}
