import { createAdam, createVae, exportWeights, type ImageShape, standardLayerOps } from '@laten/model';
import { randomStream, resolveConfig } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { loadForTests } from '../backend/testing/native-backend.ts';
import { createNaiveTrainer } from '../bench/naive-model.ts';
import { createTrainStep, type TrainStep } from './train-step.ts';

const backend = await loadForTests();

const imageShape: ImageShape = [12, 12, 1];
const batchSize = 16;
const config = resolveConfig({ preset: 'tiny', defaultThreads: 1, overrides: { learningRate: 0.01 } });

/** Bright rectangles on black: structure that a small model learns quickly. */
function rectangles(): Uint8Array {
  const corners = randomStream({ seed: 1, stream: 'samples', step: 0 }).fillUniform(
    new Float32Array(batchSize * 2),
  );
  return Uint8Array.from({ length: batchSize * 144 }, (_, at) => {
    const image = Math.floor(at / 144);
    const row = Math.floor((at % 144) / 12);
    const [top = 0, left = 0] = corners.subarray(image * 2, image * 2 + 2);
    const inside = row >= top * 5 && row < top * 5 + 6 && at % 12 >= left * 5 && at % 12 < left * 5 + 6;
    return inside ? 230 : 0;
  });
}

function createTrainer(layerOps = backend?.layerOps) {
  const vae = createVae({ config, imageShape, layerOps });
  const adam = createAdam({ variables: vae.variables, learningRate: config.learningRate });
  const trainStep = createTrainStep({ vae, adam });
  const dispose = () => {
    adam.dispose();
    vae.dispose();
  };
  return { vae, ...trainStep, dispose };
}

/** Runs steps with the noise of a run, and returns what each reported. */
function train({ step }: TrainStep, steps: number) {
  const pixels = Float32Array.from(rectangles(), (byte) => byte / 255);
  const images = tf.tensor4d(pixels, [batchSize, ...imageShape]);
  const losses = Array.from({ length: steps }, (_, index) => {
    const noise = randomStream({ seed: 1, stream: 'epsilon', step: index }).fillNormal(
      new Float32Array(batchSize * 2),
    );
    const epsilon = tf.tensor2d(noise, [batchSize, 2]);
    const result = step({ images, epsilon, beta: 1.5 });
    epsilon.dispose();
    return result;
  });
  images.dispose();
  return losses;
}

describe.skipIf(!backend)('a training step', () => {
  test('reports the parts of the loss, and the loss falls within 20 steps', () => {
    const trainer = createTrainer();
    const losses = train(trainer, 20);
    for (const { loss, reconstruction, kl } of losses) expect(loss).toBeCloseTo(reconstruction + 1.5 * kl, 3);
    expect(losses.at(-1)?.loss).toBeLessThan(0.8 * (losses[0]?.loss ?? 0));
    trainer.dispose();
  });

  test('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    const trainer = createTrainer();
    const live = tf.memory().numTensors;
    train(trainer, 3);
    expect(tf.memory().numTensors).toBe(live);
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('changes every variable', () => {
    const trainer = createTrainer();
    const before = new Map(
      Array.from(trainer.vae.variables, ([name, variable]) => [name, variable.dataSync()]),
    );
    train(trainer, 1);
    for (const [name, variable] of trainer.vae.variables) {
      expect(variable.dataSync(), name).not.toEqual(before.get(name));
    }
    trainer.dispose();
  });

  test('is the same step again from the same seed, to the last bit', () => {
    const weightsAfter = () => {
      const trainer = createTrainer();
      train(trainer, 3);
      const { data } = exportWeights(trainer.vae);
      trainer.dispose();
      return new Float32Array(data);
    };
    expect(weightsAfter()).toEqual(weightsAfter());
  });

  test('on native layers, on stock ones, and written naively is the same training', () => {
    const trainers = [
      createTrainer(),
      createTrainer(standardLayerOps),
      createNaiveTrainer({ config, imageShape }),
    ];
    const [native, stock, naive] = trainers.map((trainer) => {
      const losses = train(trainer, 20).map(({ loss }) => loss);
      trainer.dispose();
      return losses;
    });
    native?.forEach((loss, step) => {
      expect(Math.abs(loss / (stock?.[step] ?? 0) - 1), `stock, step ${step}`).toBeLessThan(1e-4);
      expect(Math.abs(loss / (naive?.[step] ?? 0) - 1), `naive, step ${step}`).toBeLessThan(1e-4);
    });
  });
});

describe.skipIf(!backend)('the naive trainer', () => {
  test('converts bytes to images in [0, 1]', () => {
    const trainer = createNaiveTrainer({ config, imageShape });
    tf.tidy(() => {
      const images = trainer.toImages(rectangles());
      expect(images.shape).toEqual([batchSize, ...imageShape]);
      expect(tf.max(images).dataSync()[0]).toBeCloseTo(230 / 255, 6);
    });
    trainer.dispose();
  });

  test('leaves no tensor behind once its optimiser has its slots', () => {
    const before = tf.memory().numTensors;
    const trainer = createNaiveTrainer({ config, imageShape });
    train(trainer, 1);
    const live = tf.memory().numTensors;
    train(trainer, 3);
    expect(tf.memory().numTensors).toBe(live);
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
