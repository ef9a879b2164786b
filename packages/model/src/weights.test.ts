import { LatenError, ShapeMismatchError } from '@laten/shared';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { convConfig, floatsOf, liveTensors, uniformImages } from './testing/cpu-backend.ts';
import { createVae, type Vae } from './variants/vae/model.ts';
import { exportWeights, importWeights } from './weights.ts';

const imageShape = [8, 8, 1] as const;
let vae: Vae;

beforeEach(() => {
  vae = createVae({ config: convConfig({ seed: 1 }), imageShape });
});
afterEach(() => vae.dispose());

test('weights go out and into another model, which then computes the same', () => {
  const stored = exportWeights(vae);
  const before = liveTensors();
  const copy = createVae({ config: convConfig({ seed: 2 }), imageShape, weights: stored });
  expect(liveTensors() - before).toBe(copy.variables.size);
  tf.tidy(() => {
    const images = uniformImages(2, imageShape);
    expect(copy.reconstruct(images).dataSync()).toEqual(vae.reconstruct(images).dataSync());
  });
  expect(floatsOf(exportWeights(copy))).toEqual(floatsOf(stored));
  copy.dispose();
});

test('the manifest names every variable in its order', () => {
  const { specs, data } = exportWeights(vae);
  expect(specs.map(({ name }) => name)).toEqual([...vae.variables.keys()]);
  expect(specs[0]).toEqual({ name: 'encoder/conv1/kernel', shape: [3, 3, 1, 2], dtype: 'float32' });
  expect(data.byteLength).toBe(4 * [...vae.variables.values()].reduce((total, { size }) => total + size, 0));
});

test('weights of another order still find their variables', () => {
  const stored = exportWeights(vae);
  const [first, ...rest] = stored.specs;
  const firstBytes = 4 * first!.shape.reduce((total, size) => total * size, 1);
  const rotated = new Uint8Array(stored.data.byteLength);
  rotated.set(new Uint8Array(stored.data, firstBytes), 0);
  rotated.set(new Uint8Array(stored.data, 0, firstBytes), stored.data.byteLength - firstBytes);
  importWeights(vae, { specs: [...rest, first!], data: rotated.buffer });
  expect(floatsOf(exportWeights(vae))).toEqual(floatsOf(stored));
});

test('weights of another shape are refused with both shapes, and nothing changes', () => {
  const before = floatsOf(exportWeights(vae));
  const other = createVae({ config: convConfig({ latentDim: 5, seed: 2 }), imageShape });
  const stored = exportWeights(other);
  other.dispose();
  expect(() => importWeights(vae, stored)).toThrow(
    new ShapeMismatchError('importWeights: encoder/zMean/kernel', '[12, 2]', [12, 5]),
  );
  expect(floatsOf(exportWeights(vae))).toEqual(before);
});

test('a model that cannot take its weights leaves no tensor behind', () => {
  const stored = exportWeights(vae);
  const before = liveTensors();
  expect(() => createVae({ config: convConfig({ latentDim: 3 }), imageShape, weights: stored })).toThrow(
    ShapeMismatchError,
  );
  expect(liveTensors()).toBe(before);
});

test('missing and unknown names, another type and a short file are refused in words', () => {
  const { specs, data } = exportWeights(vae);
  const attempt = (bundle: Parameters<typeof importWeights>[1]) => () => importWeights(vae, bundle);
  expect(attempt({ specs: specs.slice(1), data })).toThrow('missing: encoder/conv1/kernel');
  expect(attempt({ specs: [...specs, { ...specs[0]!, name: 'extra' }], data })).toThrow(
    'unknown or twice: extra',
  );
  expect(attempt({ specs: [{ ...specs[0]!, dtype: 'int32' }, ...specs.slice(1)], data })).toThrow(
    'expected float32',
  );
  expect(attempt({ specs, data: data.slice(0, -4) })).toThrow(`received ${data.byteLength - 4}`);
  expect(attempt({ specs, data: data.slice(0, -4) })).toThrow(LatenError);
});
