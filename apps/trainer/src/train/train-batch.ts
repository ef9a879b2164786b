import type { Vae } from '@laten/model';
import { type RunConfig, randomStream } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { gatherImages } from '../datasets/image-batches.ts';
import type { LabelledImages } from '../datasets/load-dataset.ts';
import type { StepLosses, TrainStep } from './train-step.ts';

/** trainBatch does one optimiser update on the images at `batch`. `step` counts the updates done before it. */
export function trainBatch(input: {
  vae: Vae;
  trainStep: TrainStep;
  config: RunConfig;
  images: LabelledImages;
  batch: Uint32Array;
  step: number;
}): StepLosses {
  const { vae, trainStep, config, images, batch, step } = input;
  const noise = new Float32Array(batch.length * vae.latentDim);
  randomStream({ seed: config.seed, stream: 'epsilon', step }).fillNormal(noise);
  const pixels = tf.tensor4d(gatherImages(images, batch), [batch.length, images.height, images.width, 1]);
  const epsilon = tf.tensor2d(noise, [batch.length, vae.latentDim]);
  try {
    return trainStep.step({ images: pixels, epsilon, beta: config.beta });
  } finally {
    tf.dispose([pixels, epsilon]);
  }
}
