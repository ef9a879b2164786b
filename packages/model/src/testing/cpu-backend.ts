import '@tensorflow/tfjs-backend-cpu';
// Registers the gradients of tfjs-core; a trainer gets them with tfjs-node.
import '@tensorflow/tfjs-layers';
import { type ConfigOverrides, type RunConfig, randomStream, resolveConfig } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import type { ImageShape } from '../shapes.ts';
import type { TensorBundle } from '../tensor-bundle.ts';
import type { Vae } from '../variants/vae/model.ts';

// Keeps tfjs from advertising its native backend.
tf.env().set('IS_TEST', true);
await tf.setBackend('cpu');

/** convConfig is a convolutional model that the pure-JavaScript backend computes in milliseconds. */
export function convConfig(overrides: ConfigOverrides = {}): RunConfig {
  return resolveConfig({
    preset: 'tiny',
    defaultThreads: 1,
    overrides: { encoderFilters: [2, 3, 3], decoderFilters: [3, 2], ...overrides },
  });
}

/** mlpConfig is a fully connected model of the same kind. */
export function mlpConfig(overrides: ConfigOverrides = {}): RunConfig {
  return resolveConfig({ preset: 'mlp', defaultThreads: 1, overrides: { denseUnits: [6, 5], ...overrides } });
}

/** uniformImages returns [count, ...shape] of numbers in [0, 1), the same for the same seed. The caller disposes. */
export function uniformImages(count: number, shape: ImageShape, seed = 1): tf.Tensor4D {
  return tf.randomUniform([count, ...shape], 0, 1, 'float32', seed);
}

/** randomiseWeights replaces all weights: biases too, so that a forgotten one shows and no unit sits on the kink of its ReLU. */
export function randomiseWeights(vae: Vae): void {
  [...vae.variables.values()].forEach((variable, step) => {
    const values = randomStream({ seed: 9, stream: 'samples', step }).fillNormal(
      new Float32Array(variable.size),
    );
    tf.tidy(() =>
      variable.assign(
        tf.tensor(
          values.map((value) => value / 3),
          variable.shape,
        ),
      ),
    );
  });
}

/** floatsOf reads a bundle as numbers, because test runners take any two ArrayBuffers for equal. */
export function floatsOf({ data }: TensorBundle): Float32Array {
  return new Float32Array(data);
}

/** liveTensors counts the tensors alive. */
export function liveTensors(): number {
  return tf.memory().numTensors;
}
