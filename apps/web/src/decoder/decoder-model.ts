import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import type { DecodedImage } from './decoder-protocol.ts';

/** A run's stored decoder as a model that decodes. Knows no worker and no address; computes on whatever backend is set. */

/** DecoderModel maps z to grey images. */
export type DecoderModel = {
  readonly latentDim: number;
  /** decode returns the image of one z. Throws when z has another length than latentDim. */
  decode(z: Float32Array): Promise<DecodedImage>;
  dispose(): void;
};

/** loadDecoderModel reads a Keras model and its weights. Throws an Error with a sentence when they are not a decoder of grey images. */
export async function loadDecoderModel({
  model: modelJson,
  weights,
}: {
  model: string;
  weights: ArrayBuffer;
}): Promise<DecoderModel> {
  const { modelTopology, weightsManifest } = JSON.parse(modelJson) as tf.io.ModelJSON;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  requireAllWeights(weightSpecs, weights);
  const model = await loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: weights }));
  const { latentDim, height, width } = readShapes(model);
  return {
    latentDim,
    dispose: () => model.dispose(),
    decode: async (z) => {
      if (z.length !== latentDim) {
        throw new Error(`z has ${z.length} dimensions, the decoder expects ${latentDim}.`);
      }
      const bytes = tf.tidy(() => {
        const images = model.predict(tf.tensor2d(z, [1, latentDim])) as tf.Tensor;
        return tf.round(tf.mul(images, 255));
      });
      try {
        return { pixels: Uint8Array.from(await bytes.data()), height, width };
      } finally {
        bytes.dispose();
      }
    },
  };
}

/** tfjs reads past the end of a file that is cut short with an error of its own, which no person understands. */
function requireAllWeights(specs: readonly tf.io.WeightsManifestEntry[], weights: ArrayBuffer): void {
  const values = specs.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
  const expectedBytes = values * Float32Array.BYTES_PER_ELEMENT;
  if (weights.byteLength !== expectedBytes) {
    throw new Error(
      `The weights are ${weights.byteLength} bytes long, the model describes ${expectedBytes}.`,
    );
  }
}

function readShapes(model: LayersModel): { latentDim: number; height: number; width: number } {
  const input = model.inputs[0]?.shape ?? [];
  const output = model.outputs[0]?.shape ?? [];
  const [, latentDim] = input;
  const [, height, width, channels] = output;
  const grey = input.length === 2 && output.length === 4 && channels === 1;
  if (!grey || !latentDim || !height || !width) {
    throw new Error(
      `The model maps [${input.join(', ')}] to [${output.join(', ')}], not z to grey images [batch, height, width, 1].`,
    );
  }
  return { latentDim, height, width };
}
