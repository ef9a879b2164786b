import { createVae, type ImageShape, type Vae } from '@laten/model';
import type { RunConfig } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import type { StepLosses, TrainStep } from '../train/train-step.ts';

/**
 * The same model trained as TensorFlow.js code is usually written: the operations and gradients of tfjs-core, the
 * explicit formula of the loss, `tf.train.adam`, `Float32Array.from` for a batch, one read for each number. It is
 * what `./laten bench` measures against, and nothing else uses it.
 */

/** NaiveTrainer trains a model of its own, with the step interface of the fast one. */
export interface NaiveTrainer extends TrainStep {
  /** toImages converts bytes, image after image, to [count, h, w, c] in [0, 1]; the caller disposes. */
  toImages(pixels: Uint8Array): tf.Tensor4D;
  dispose(): void;
}

/** createNaiveTrainer makes the model from the same config and seed as the fast one. */
export function createNaiveTrainer({
  config,
  imageShape,
}: {
  config: RunConfig;
  imageShape: ImageShape;
}): NaiveTrainer {
  const vae = createVae({ config, imageShape });
  const optimizer = tf.train.adam(config.learningRate, 0.9, 0.999, 1e-7);
  const variables = [...vae.variables.values()];
  return {
    toImages: (pixels) =>
      tf.tensor4d(
        Float32Array.from(pixels, (byte) => byte / 255),
        [pixels.length / (imageShape[0] * imageShape[1] * imageShape[2]), ...imageShape],
      ),
    step(batch) {
      const parts: { reconstruction?: tf.Scalar; kl?: tf.Scalar } = {};
      const objective = () => {
        const { loss, reconstruction, kl } = evaluateLoss(vae, batch);
        parts.reconstruction = tf.keep(reconstruction);
        parts.kl = tf.keep(kl);
        return loss;
      };
      const loss = optimizer.minimize(objective, true, variables);
      const losses = { loss: read(loss), reconstruction: read(parts.reconstruction), kl: read(parts.kl) };
      tf.dispose([loss, parts.reconstruction, parts.kl] as tf.Tensor[]);
      return losses;
    },
    dispose() {
      optimizer.dispose();
      vae.dispose();
    },
  };
}

function evaluateLoss(
  vae: Vae,
  { images, epsilon, beta }: Parameters<TrainStep['step']>[0],
): Record<keyof StepLosses, tf.Scalar> {
  const { zMean, zLogVar } = vae.encode(images);
  const logits = vae.decodeLogits(vae.sampleLatent({ zMean, zLogVar, epsilon }));
  const hinge = tf.sub(tf.relu(logits), tf.mul(logits, images));
  const crossEntropy = tf.add(hinge, tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));
  const reconstruction = tf.mean<tf.Scalar>(tf.sum(crossEntropy, [1, 2, 3]));
  const terms = tf.sub(tf.sub(tf.add(1, zLogVar), tf.square(zMean)), tf.exp(zLogVar));
  const kl = tf.mean<tf.Scalar>(tf.mul(-0.5, tf.sum(terms, 1)));
  return { loss: tf.add<tf.Scalar>(reconstruction, tf.mul(beta, kl)), reconstruction, kl };
}

function read(scalar: tf.Scalar | null | undefined): number {
  return scalar?.dataSync()[0] ?? Number.NaN;
}
