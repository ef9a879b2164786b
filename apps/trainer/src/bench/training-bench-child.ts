import { createAdam, createVae } from '@laten/model';
import { randomStream, resolveConfig } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { loadNativeBackend } from '../backend/load-native-backend.ts';
import { type LabelledImages, loadDataset } from '../datasets/load-dataset.ts';
import { createEpochOrder } from '../train/epoch-order.ts';
import { trainBatch } from '../train/train-batch.ts';
import { createTrainStep } from '../train/train-step.ts';
import { createNaiveTrainer } from './naive-model.ts';
import { median } from './statistics.ts';

/**
 * Times the reference model's step against the same model written as TensorFlow.js code usually is: in one process,
 * in turn, batch conversion and reading of the losses included. Runs as a child, because threads are set at load.
 */

const ROUNDS = 5;
const STEPS_PER_ROUND = 16;
/** The first steps of a turn pay for caches that the other one emptied. */
const WARM_UP_STEPS = 4;

type Stepper = (index: number) => void;

const { home } = JSON.parse(process.argv[2] ?? '{}') as { home: string };
const { layerOps } = await loadNativeBackend();
const config = resolveConfig({ preset: 'fashion-mnist-conv', defaultThreads: 2 });
const { train } = await loadDataset({ dataset: config.dataset, home });
const order = createEpochOrder({ config, count: train.count, epoch: 0 });
const imageShape = [train.height, train.width, 1] as const;

function createOurs(): Stepper {
  const vae = createVae({ config, imageShape, layerOps });
  const trainStep = createTrainStep({
    vae,
    adam: createAdam({ variables: vae.variables, learningRate: config.learningRate }),
  });
  return (step) => {
    trainBatch({ vae, trainStep, config, images: train, batch: order.batch(step), step });
  };
}

function createNaive(): Stepper {
  const naive = createNaiveTrainer({ config, imageShape });
  return (step) => {
    const batch = order.batch(step);
    const images = naive.toImages(bytesOf(train, batch));
    const noise = randomStream({ seed: 1, stream: 'epsilon', step }).fillNormal(
      new Float32Array(batch.length * config.latentDim),
    );
    const epsilon = tf.tensor2d(noise, [batch.length, config.latentDim]);
    naive.step({ images, epsilon, beta: config.beta });
    tf.dispose([images, epsilon]);
  };
}

function bytesOf(images: LabelledImages, batch: Uint32Array): Uint8Array {
  const size = images.height * images.width;
  const bytes = new Uint8Array(batch.length * size);
  batch.forEach((image, at) => {
    bytes.set(images.pixels.subarray(image * size, (image + 1) * size), at * size);
  });
  return bytes;
}

function timeTurn(step: Stepper, round: number): number[] {
  const timesMs: number[] = [];
  for (let i = 0; i < STEPS_PER_ROUND; i++) {
    const startedMs = performance.now();
    step(round * STEPS_PER_ROUND + i);
    if (i >= WARM_UP_STEPS) timesMs.push(performance.now() - startedMs);
  }
  return timesMs;
}

const ours = createOurs();
const naive = createNaive();
const rounds = Array.from({ length: ROUNDS }, (_, round) => ({
  oursMs: median(timeTurn(ours, round)),
  naiveMs: median(timeTurn(naive, round)),
}));
process.stdout.write(`${JSON.stringify({ batchSize: config.batchSize, rounds })}\n`);
