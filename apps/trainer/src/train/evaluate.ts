import { bernoulliCrossEntropy, klPerDimension, type Vae } from '@laten/model';
import { type RandomStreamName, randomStream } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { gatherImages, ranges } from '../datasets/image-batches.ts';
import type { LabelledImages } from '../datasets/load-dataset.ts';

/** A latent dimension is active when the mean of its posterior varies more than this over the images (Burda et al. 2015). */
const ACTIVE_VARIANCE = 0.01;
const IMAGES_PER_BATCH = 250;

/** Evaluation is what a pass over held-out images found. Nats an image: sums over pixels and dimensions, means over images. */
export type Evaluation = {
  readonly reconstruction: number;
  readonly kl: number;
  /** Reconstruction + KL at beta 1. */
  readonly nelbo: number;
  readonly klPerDimension: readonly number[];
  readonly activeUnits: number;
  /** Reconstruction loss of each image, [count], in the order of the images. */
  readonly reconstructionPerImage: Float32Array;
  /** [count, latentDim], row-major, in the order of the images. */
  readonly zMean: Float32Array;
  readonly zLogVar: Float32Array;
};

/**
 * evaluate computes the held-out losses with one sampled z an image. The noise is a function of seed, stream and batch,
 * so that every epoch sees the same. `pause` is awaited between batches.
 */
export async function evaluate(input: {
  vae: Vae;
  images: LabelledImages;
  seed: number;
  stream: Extract<RandomStreamName, 'validation-epsilon' | 'test-epsilon'>;
  pause: () => Promise<void>;
}): Promise<Evaluation> {
  const { vae, images, seed, stream } = input;
  const { latentDim } = vae;
  const zMean = new Float32Array(images.count * latentDim);
  const zLogVar = new Float32Array(images.count * latentDim);
  const reconstructionPerImage = new Float32Array(images.count);
  const klSums = new Float64Array(latentDim);
  for (const [index, { from, to }] of ranges(images.count, IMAGES_PER_BATCH).entries()) {
    const epsilon = new Float32Array((to - from) * latentDim);
    randomStream({ seed, stream, step: index }).fillNormal(epsilon);
    const batch = evaluateBatch({ vae, images, from, to, epsilon });
    zMean.set(batch.zMean, from * latentDim);
    zLogVar.set(batch.zLogVar, from * latentDim);
    reconstructionPerImage.set(batch.reconstruction, from);
    batch.klPerDimension.forEach((value, dimension) => {
      klSums[dimension] = (klSums[dimension] ?? 0) + value * (to - from);
    });
    await input.pause();
  }
  const perDimension = Array.from(klSums, (sum) => sum / images.count);
  const kl = perDimension.reduce((sum, value) => sum + value, 0);
  const reconstruction = reconstructionPerImage.reduce((sum, value) => sum + value, 0) / images.count;
  const activeUnits = variances(zMean, latentDim).filter((variance) => variance > ACTIVE_VARIANCE).length;
  return {
    reconstruction,
    kl,
    nelbo: reconstruction + kl,
    klPerDimension: perDimension,
    activeUnits,
    reconstructionPerImage,
    zMean,
    zLogVar,
  };
}

function evaluateBatch(input: {
  vae: Vae;
  images: LabelledImages;
  from: number;
  to: number;
  epsilon: Float32Array;
}): Record<'reconstruction' | 'klPerDimension' | 'zMean' | 'zLogVar', Float32Array> {
  const { vae, images, from, to } = input;
  const indices = Array.from({ length: to - from }, (_, i) => from + i);
  return tf.tidy(() => {
    const batch = tf.tensor4d(gatherImages(images, indices), [to - from, images.height, images.width, 1]);
    const posterior = vae.encode(batch);
    const epsilon = tf.tensor2d(input.epsilon, [to - from, vae.latentDim]);
    const logits = vae.decodeLogits(vae.sampleLatent({ ...posterior, epsilon }));
    return {
      reconstruction: floats(bernoulliCrossEntropy({ images: batch, logits })),
      klPerDimension: floats(klPerDimension(posterior)),
      zMean: floats(posterior.zMean),
      zLogVar: floats(posterior.zLogVar),
    };
  });
}

function floats(tensor: tf.Tensor): Float32Array {
  return tensor.dataSync<'float32'>();
}

/** Variance of each column of a row-major [count, columns] array, in two passes. */
function variances(values: Float32Array, columns: number): number[] {
  const count = values.length / columns;
  return Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let i = column; i < values.length; i += columns) sum += values[i] as number;
    const mean = sum / count;
    let squares = 0;
    for (let i = column; i < values.length; i += columns) squares += ((values[i] as number) - mean) ** 2;
    return squares / count;
  });
}
