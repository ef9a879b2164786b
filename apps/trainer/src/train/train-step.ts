import { type Adam, computeGradients, type Vae, type VaeLoss, vaeLoss } from '@laten/model';
import * as tf from '@tensorflow/tfjs-core';

/** StepLosses are the parts of the objective before the update, nats: sums over pixels and dimensions, means over images. */
export interface StepLosses {
  readonly loss: number;
  readonly reconstruction: number;
  /** Raw KL, whatever beta is. */
  readonly kl: number;
}

/** TrainStep does one optimiser update. */
export interface TrainStep {
  /** images [batch, h, w, c] in [0, 1], epsilon [batch, latentDim] ~ N(0, I); both stay the caller's. */
  step(input: { images: tf.Tensor4D; epsilon: tf.Tensor2D; beta: number }): StepLosses;
}

/** createTrainStep joins a model and its optimiser. One step reads the device once and leaves no tensor behind. */
export function createTrainStep({ vae, adam }: { vae: Vae; adam: Adam }): TrainStep {
  return {
    step({ images, epsilon, beta }) {
      const losses = tf.tidy(() => {
        let parts: tf.Tensor | undefined;
        const { gradients } = computeGradients({
          variables: vae.variables,
          loss() {
            const result = evaluateLoss(vae, { images, epsilon, beta });
            parts = tf.keep(tf.stack([result.loss, result.reconstruction, result.kl]));
            return result.loss;
          },
        });
        adam.applyGradients(gradients);
        return parts as tf.Tensor;
      });
      const [loss = Number.NaN, reconstruction = Number.NaN, kl = Number.NaN] = losses.dataSync();
      losses.dispose();
      return { loss, reconstruction, kl };
    },
  };
}

function evaluateLoss(
  vae: Vae,
  { images, epsilon, beta }: { images: tf.Tensor4D; epsilon: tf.Tensor2D; beta: number },
): VaeLoss {
  const posterior = vae.encode(images);
  const logits = vae.decodeLogits(vae.sampleLatent({ ...posterior, epsilon }));
  return vaeLoss({ images, logits, ...posterior, beta });
}
