import { KERNEL_SIZE, type LayerSpec } from '../layers/layer-spec.ts';

/** KerasNode is one layer of a functional Keras model, in the spelling of its JSON. */
export interface KerasNode {
  readonly name: string;
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly (readonly (readonly [string, number, number, object])[])[];
}

/** kerasLayer writes a layer that follows the named one. Its weights are `<name>/kernel` and `<name>/bias`. */
export function kerasLayer(layer: LayerSpec, inputName: string): KerasNode {
  const name = lastSegment(layer.name);
  const { className, config } = classAndConfig(layer);
  return {
    name,
    class_name: className,
    config: { name, trainable: true, ...config },
    inbound_nodes: [[[inputName, 0, 0, {}]]],
  };
}

/** lastSegment is a layer's name inside its network: `conv1` of `encoder/conv1`. */
export function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function classAndConfig(layer: LayerSpec): { className: string; config: Record<string, unknown> } {
  switch (layer.kind) {
    case 'conv2d':
    case 'conv2dTranspose':
      return {
        className: layer.kind === 'conv2d' ? 'Conv2D' : 'Conv2DTranspose',
        config: {
          filters: layer.biasSize,
          kernel_size: [KERNEL_SIZE, KERNEL_SIZE],
          strides: [layer.stride, layer.stride],
          padding: 'same',
          data_format: 'channels_last',
          activation: layer.activation,
          use_bias: true,
        },
      };
    case 'dense':
      return {
        className: 'Dense',
        config: { units: layer.biasSize, activation: layer.activation, use_bias: true },
      };
    case 'crop': {
      const surplus = (axis: 0 | 1) => layer.inputShape[axis] - layer.outputShape[axis];
      return {
        className: 'Cropping2D',
        config: {
          cropping: [
            [0, surplus(0)],
            [0, surplus(1)],
          ],
          data_format: 'channels_last',
        },
      };
    }
    case 'reshape':
      return { className: 'Reshape', config: { target_shape: layer.outputShape } };
  }
}
