import { type RunConfig, refuseUnbuilt } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { createVariables } from '../../layers/create-variables.ts';
import { type LayerOps, standardLayerOps } from '../../layers/layer-ops.ts';
import { type LayerSpec, weightSpecs } from '../../layers/layer-spec.ts';
import { runLayers, type Variables } from '../../layers/run-layers.ts';
import { checkImageShape, checkShape, type ImageShape } from '../../shapes.ts';
import { assignTensors, type TensorBundle } from '../../tensor-bundle.ts';
import { allLayers, type VaeArchitecture, vaeArchitecture } from './architecture.ts';
import { sampleLatent } from './sample-latent.ts';

/**
 * Vae is a variational autoencoder (Kingma and Welling 2013, arXiv:1312.6114). Every tensor that a method returns
 * belongs to the caller, or to the caller's `tf.tidy`; the variables belong to the Vae until `dispose`.
 */
export interface Vae {
  readonly config: RunConfig;
  readonly imageShape: ImageShape;
  readonly latentDim: number;
  readonly architecture: VaeArchitecture;
  /** In a stable order, named like `encoder/conv1/kernel`. */
  readonly variables: Variables;
  /** encode maps images [batch, h, w, c] in [0, 1] to the posterior's mean and log-variance, each [batch, latentDim]. */
  encode(images: tf.Tensor4D): Posterior;
  /** sampleLatent draws z = zMean + exp(0.5 · zLogVar) · epsilon, [batch, latentDim]. */
  sampleLatent(input: Posterior & { epsilon: tf.Tensor2D }): tf.Tensor2D;
  /** decodeLogits maps z [batch, latentDim] to the logits of the pixels [batch, h, w, c]. */
  decodeLogits(z: tf.Tensor2D): tf.Tensor4D;
  /** decode maps z [batch, latentDim] to images [batch, h, w, c] in [0, 1]: the means of the pixels. */
  decode(z: tf.Tensor2D): tf.Tensor4D;
  /** reconstruct decodes the posterior's mean: images [batch, h, w, c] → [batch, h, w, c], without noise. */
  reconstruct(images: tf.Tensor4D): tf.Tensor4D;
  dispose(): void;
}

/** Posterior is q(z | x) = N(zMean, diag(exp(zLogVar))); each tensor is [batch, latentDim]. */
export interface Posterior {
  readonly zMean: tf.Tensor2D;
  readonly zLogVar: tf.Tensor2D;
}

/** CreateVaeOptions are what a model is made from. */
export interface CreateVaeOptions {
  readonly config: RunConfig;
  readonly imageShape: ImageShape;
  /** Stored weights. (Default: fresh ones from `config.seed`.) */
  readonly weights?: TensorBundle;
  /** How weighted layers are computed. (Default: the operations of tfjs-core.) */
  readonly layerOps?: LayerOps;
}

/** createVae builds the model of a config. Throws NotYetBuiltError, or ShapeMismatchError for an image shape or weights that do not fit. */
export function createVae({
  config,
  imageShape,
  weights,
  layerOps = standardLayerOps,
}: CreateVaeOptions): Vae {
  refuseUnbuilt(config);
  checkImageShape('createVae: imageShape', imageShape);
  const architecture = vaeArchitecture(config, imageShape);
  const variables = createVariables(weightSpecs(allLayers(architecture)), config.seed);
  const vae = assembleVae({ config, imageShape, architecture, variables, layerOps });
  if (weights) loadOrDispose(vae, weights);
  return vae;
}

function loadOrDispose(vae: Vae, weights: TensorBundle): void {
  try {
    assignTensors('createVae: weights', vae.variables, weights);
  } catch (error) {
    vae.dispose();
    throw error;
  }
}

function assembleVae(parts: {
  config: RunConfig;
  imageShape: ImageShape;
  architecture: VaeArchitecture;
  variables: Variables;
  layerOps: LayerOps;
}): Vae {
  const { config, imageShape, architecture, variables, layerOps } = parts;
  const run = (layers: readonly LayerSpec[], x: tf.Tensor) => runLayers({ x, layers, variables, layerOps });

  const encode = (images: tf.Tensor4D): Posterior => {
    checkShape('encode: images', images, ['batch', ...imageShape]);
    return tf.tidy(() => {
      const features = run(architecture.trunk, images);
      return {
        zMean: run([architecture.zMean], features) as tf.Tensor2D,
        zLogVar: run([architecture.zLogVar], features) as tf.Tensor2D,
      };
    });
  };
  const decodeLogits = (z: tf.Tensor2D): tf.Tensor4D => {
    checkShape('decode: z', z, ['batch', config.latentDim]);
    return tf.tidy(() => run(architecture.decoder, z) as tf.Tensor4D);
  };
  const decode = (z: tf.Tensor2D): tf.Tensor4D => tf.tidy(() => tf.sigmoid(decodeLogits(z)));

  return {
    config,
    imageShape,
    latentDim: config.latentDim,
    architecture,
    variables,
    encode,
    sampleLatent,
    decodeLogits,
    decode,
    reconstruct: (images) => tf.tidy(() => decode(encode(images).zMean)),
    dispose: () => tf.dispose([...variables.values()]),
  };
}
