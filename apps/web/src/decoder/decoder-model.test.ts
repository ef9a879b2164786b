import { createVae, kerasModelArtifacts, type Vae } from '@laten/model';
import { resolveConfig } from '@laten/shared';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDecoderCache } from './decoder-cache.ts';
import { loadDecoderModel } from './decoder-model.ts';

const encode = (text: string) => new TextEncoder().encode(text).buffer;

/** A decoder as the trainer stores it. */
function storedDecoder(vae: Vae): { model: string; weights: ArrayBuffer } {
  const { weightData, weightSpecs, ...topology } = kerasModelArtifacts(vae, 'decoder');
  return {
    model: JSON.stringify({
      ...topology,
      weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
    }),
    weights: weightData as ArrayBuffer,
  };
}

let vae: Vae;
let stored: ReturnType<typeof storedDecoder>;

beforeAll(async () => {
  await tf.setBackend('wasm');
  const config = resolveConfig({
    preset: 'fashion-mnist-conv',
    defaultThreads: 1,
    overrides: { latentDim: 3, encoderFilters: [4, 4, 4], decoderFilters: [4, 4] },
  });
  vae = createVae({ config, imageShape: [28, 28, 1] });
  stored = storedDecoder(vae);
});
afterAll(() => vae.dispose());

describe('loadDecoderModel', () => {
  it('draws what the trainer would, and leaves no tensor behind', async () => {
    const decoder = await loadDecoderModel(stored);
    const before = tf.memory().numTensors;
    const z = Float32Array.of(0.5, -1, 2);
    const image = await decoder.decode(z);
    expect(tf.memory().numTensors).toBe(before);
    const expected = tf.tidy(() => vae.decode(tf.tensor2d(z, [1, 3])).dataSync<'float32'>());
    expect([decoder.latentDim, image.height, image.width]).toEqual([3, 28, 28]);
    const difference = image.pixels.map((byte, i) => Math.abs(byte - Math.round((expected[i] ?? 0) * 255)));
    expect(Math.max(...difference)).toBeLessThanOrEqual(1);
    decoder.dispose();
  });

  it('refuses a z of another length, naming both', async () => {
    const decoder = await loadDecoderModel(stored);
    await expect(decoder.decode(new Float32Array(2))).rejects.toThrow('2 dimensions, the decoder expects 3');
    decoder.dispose();
  });

  it.each([
    { what: 'text that is no model', change: () => ({ ...stored, model: 'not json' }) },
    { what: 'weights cut short', change: () => ({ ...stored, weights: stored.weights.slice(0, 100) }) },
    { what: 'an encoder', change: () => encoder() },
  ])('refuses $what', async ({ change }) => {
    await expect(loadDecoderModel(change())).rejects.toThrow();
  });

  function encoder() {
    const { weightData, weightSpecs, ...topology } = kerasModelArtifacts(vae, 'encoder');
    const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
    return { model: JSON.stringify({ ...topology, weightsManifest }), weights: weightData as ArrayBuffer };
  }
});

describe('createDecoderCache', () => {
  const sourceOf = (key: string) => ({ key, modelUrl: `${key}/model`, weightsUrl: `${key}/weights` });

  it('loads each decoder once, keeps the last ones, and disposes the others', async () => {
    const fetched: string[] = [];
    const cache = createDecoderCache({
      keep: 2,
      fetchBytes: async (url) => {
        fetched.push(url);
        return url.endsWith('model') ? encode(stored.model) : stored.weights;
      },
    });
    const before = tf.memory().numTensors;
    await cache.get(sourceOf('a'));
    const perDecoder = tf.memory().numTensors - before;
    await cache.get(sourceOf('b'));
    await cache.get(sourceOf('a'));
    await cache.get(sourceOf('c'));
    await expect.poll(() => tf.memory().numTensors - before).toBe(2 * perDecoder);
    await cache.get(sourceOf('a'));
    expect(fetched.filter((url) => url.endsWith('model'))).toEqual(['a/model', 'b/model', 'c/model']);
  });

  it('tries again what failed', async () => {
    let away = true;
    const cache = createDecoderCache({
      keep: 2,
      fetchBytes: async (url) => {
        if (away) throw new Error('away');
        return url.endsWith('model') ? encode(stored.model) : stored.weights;
      },
    });
    await expect(cache.get(sourceOf('a'))).rejects.toThrow('away');
    away = false;
    await expect(cache.get(sourceOf('a'))).resolves.toMatchObject({ latentDim: 3 });
  });
});
