import type { RunConfig } from '@laten/shared';
import {
  type Conv2dLayer,
  conv2dLayer,
  conv2dTransposeLayer,
  type DenseLayer,
  denseLayer,
  type LayerSpec,
} from '../../layers/layer-spec.ts';
import type { ImageShape } from '../../shapes.ts';

/** VaeArchitecture lists the layers of a VAE: a trunk with two heads, and a decoder that ends in logits. */
export interface VaeArchitecture {
  readonly trunk: readonly LayerSpec[];
  readonly zMean: DenseLayer;
  readonly zLogVar: DenseLayer;
  readonly decoder: readonly LayerSpec[];
}

/** vaeArchitecture turns a config into layers. An image of any size comes back in its exact size. */
export function vaeArchitecture(config: RunConfig, imageShape: ImageShape): VaeArchitecture {
  const { trunk, trunkSize, decoder } =
    config.architecture === 'conv' ? convNetworks(config, imageShape) : mlpNetworks(config, imageShape);
  const head = (name: string) =>
    denseLayer({ name, inputSize: trunkSize, units: config.latentDim, activation: 'linear' });
  return { trunk, zMean: head('encoder/zMean'), zLogVar: head('encoder/zLogVar'), decoder };
}

/** allLayers lists every layer in the order of the model's variables. */
export function allLayers({ trunk, zMean, zLogVar, decoder }: VaeArchitecture): LayerSpec[] {
  return [...trunk, zMean, zLogVar, ...decoder];
}

interface Networks {
  readonly trunk: LayerSpec[];
  readonly trunkSize: number;
  readonly decoder: LayerSpec[];
}

function convNetworks(config: RunConfig, imageShape: ImageShape): Networks {
  const convolutions = encoderConvolutions(config.encoderFilters, imageShape);
  const innermost = convolutions.at(-1)?.outputShape ?? imageShape;
  const trunkSize = sizeOf(innermost);
  const flatten: LayerSpec = { kind: 'reshape', name: 'encoder/flatten', outputShape: [trunkSize] };
  const decoder: LayerSpec[] = [
    denseLayer({ name: 'decoder/dense', inputSize: config.latentDim, units: trunkSize, activation: 'relu' }),
    { kind: 'reshape', name: 'decoder/reshape', outputShape: innermost },
    ...decoderUpsampling(config.decoderFilters, convolutions),
  ];
  const last = config.decoderFilters.at(-1) ?? innermost[2];
  const [height, width, channels] = imageShape;
  decoder.push(
    conv2dLayer({
      name: 'decoder/logits',
      inputShape: [height, width, last],
      filters: channels,
      stride: 1,
      activation: 'linear',
    }),
  );
  return { trunk: [...convolutions, flatten], trunkSize, decoder };
}

function encoderConvolutions(filters: readonly number[], imageShape: ImageShape): Conv2dLayer[] {
  let inputShape = imageShape;
  return filters.map((count, index) => {
    const layer = conv2dLayer({
      name: `encoder/conv${index + 1}`,
      inputShape,
      filters: count,
      stride: index === 0 ? 1 : 2,
      activation: 'relu',
    });
    inputShape = layer.outputShape;
    return layer;
  });
}

/**
 * Mirrors the strided convolutions. Doubling ⌈n/2⌉ gives n + 1 for an odd n: a crop takes the surplus row and column
 * away, because a transposed convolution with an explicit output size has no Keras layer.
 */
function decoderUpsampling(filters: readonly number[], convolutions: readonly Conv2dLayer[]): LayerSpec[] {
  const targets = convolutions.slice(0, -1).map((layer) => layer.outputShape);
  let inputShape = convolutions.at(-1)?.outputShape;
  return filters.flatMap((count, index) => {
    const target = targets.at(-1 - index);
    if (!inputShape || !target)
      throw new Error('decoderFilters must have one entry fewer than encoderFilters.');
    const layer = conv2dTransposeLayer({
      name: `decoder/convTranspose${index + 1}`,
      inputShape,
      filters: count,
      stride: 2,
      activation: 'relu',
    });
    inputShape = [target[0], target[1], count];
    const fits = layer.outputShape[0] === target[0] && layer.outputShape[1] === target[1];
    const crop: LayerSpec = {
      kind: 'crop',
      name: `decoder/crop${index + 1}`,
      inputShape: layer.outputShape,
      outputShape: inputShape,
    };
    return fits ? [layer] : [layer, crop];
  });
}

function mlpNetworks(config: RunConfig, imageShape: ImageShape): Networks {
  const imageSize = sizeOf(imageShape);
  const mirrored = config.denseUnits.toReversed();
  return {
    trunk: [
      { kind: 'reshape', name: 'encoder/flatten', outputShape: [imageSize] },
      ...denseStack('encoder', imageSize, config.denseUnits),
    ],
    trunkSize: mirrored[0] ?? imageSize,
    decoder: [
      ...denseStack('decoder', config.latentDim, mirrored),
      denseLayer({
        name: 'decoder/logits',
        inputSize: mirrored.at(-1) ?? config.latentDim,
        units: imageSize,
        activation: 'linear',
      }),
      { kind: 'reshape', name: 'decoder/reshape', outputShape: imageShape },
    ],
  };
}

function denseStack(network: string, inputSize: number, units: readonly number[]): LayerSpec[] {
  return units.map((count, index) =>
    denseLayer({
      name: `${network}/dense${index + 1}`,
      inputSize: units[index - 1] ?? inputSize,
      units: count,
      activation: 'relu',
    }),
  );
}

function sizeOf(shape: ImageShape): number {
  return shape[0] * shape[1] * shape[2];
}
