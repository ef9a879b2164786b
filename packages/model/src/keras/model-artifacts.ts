import type * as tf from '@tensorflow/tfjs-core';
import { type LayerSpec, weightSpecs } from '../layers/layer-spec.ts';
import { readTensors } from '../tensor-bundle.ts';
import type { Vae } from '../variants/vae/model.ts';
import { type KerasNode, kerasLayer, lastSegment } from './keras-layer.ts';

/** VaeNetwork is one of the two networks of a VAE. */
export type VaeNetwork = 'encoder' | 'decoder';

/**
 * kerasModelArtifacts describes a network as a Keras model with its weights, which `tf.loadLayersModel` of any
 * TensorFlow.js reads. The encoder maps images [batch, h, w, c] to [zMean, zLogVar]; the decoder maps
 * z [batch, latentDim] to images in [0, 1]. The bytes are a copy.
 */
export function kerasModelArtifacts(vae: Vae, network: VaeNetwork): tf.io.ModelArtifacts {
  const { layers, topology } = network === 'encoder' ? describeEncoder(vae) : describeDecoder(vae);
  const { specs, data } = readTensors(
    new Map(
      weightSpecs(layers).map(({ name }) => [withoutNetwork(name), vae.variables.get(name) as tf.Variable]),
    ),
  );
  return {
    format: 'layers-model',
    generatedBy: 'Laten',
    convertedBy: null,
    modelTopology: { class_name: 'Model', keras_version: '2.15.0', backend: 'tensorflow', config: topology },
    weightSpecs: specs,
    weightData: data,
  };
}

interface Description {
  readonly layers: readonly LayerSpec[];
  readonly topology: KerasTopology;
}

interface KerasTopology {
  readonly name: string;
  readonly layers: readonly KerasNode[];
  readonly input_layers: readonly (readonly [name: string, node: number, tensor: number])[];
  readonly output_layers: readonly (readonly [name: string, node: number, tensor: number])[];
}

function describeEncoder({ architecture: { trunk, zMean, zLogVar }, imageShape }: Vae): Description {
  const input = inputNode('images', imageShape);
  const body = chain(input.name, trunk);
  const features = body.at(-1)?.name ?? input.name;
  const heads = [kerasLayer(zMean, features), kerasLayer(zLogVar, features)];
  return {
    layers: [...trunk, zMean, zLogVar],
    topology: topology('encoder', [input, ...body, ...heads], heads),
  };
}

function describeDecoder({ architecture: { decoder }, latentDim }: Vae): Description {
  const input = inputNode('z', [latentDim]);
  const body = chain(input.name, decoder);
  const output: KerasNode = {
    name: 'images',
    class_name: 'Activation',
    config: { name: 'images', activation: 'sigmoid' },
    inbound_nodes: [[[body.at(-1)?.name ?? input.name, 0, 0, {}]]],
  };
  return { layers: decoder, topology: topology('decoder', [input, ...body, output], [output]) };
}

function chain(inputName: string, layers: readonly LayerSpec[]): KerasNode[] {
  return layers.map((layer, index) => {
    const previous = layers[index - 1];
    return kerasLayer(layer, previous ? lastSegment(previous.name) : inputName);
  });
}

function inputNode(name: string, shape: readonly number[]): KerasNode {
  return {
    name,
    class_name: 'InputLayer',
    config: { name, batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false },
    inbound_nodes: [],
  };
}

function topology(name: string, layers: readonly KerasNode[], outputs: readonly KerasNode[]): KerasTopology {
  return {
    name,
    layers,
    input_layers: layers.slice(0, 1).map((layer) => [layer.name, 0, 0]),
    output_layers: outputs.map((layer) => [layer.name, 0, 0]),
  };
}

function withoutNetwork(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
