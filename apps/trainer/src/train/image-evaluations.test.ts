import { expect, it } from 'vitest';
import { evaluateImages } from './image-evaluations.ts';

const evaluation = {
  reconstructionPerImage: Float32Array.of(300, 200, 250),
  zMean: Float32Array.of(0, 0, 1, -2, 3, 0),
  zLogVar: Float32Array.of(0, 0, 0, 0, Math.log(2), 0),
};
const labels = Uint8Array.of(9, 4, 7);

it('gives the numbers of the images asked for, in their order', () => {
  const { klNats, ...numbers } = evaluateImages({ evaluation, indices: [2, 1], labels, latentDim: 2 });
  expect(numbers).toEqual({
    formatVersion: 1,
    imageIndex: [2, 1],
    label: [7, 4],
    reconstructionLossNats: [250, 200],
    zMean: [
      [3, 0],
      [1, -2],
    ],
  });
  expect(klNats[0]).toBeCloseTo(0.5 * (2 + 9 - 1 - Math.log(2)), 5);
  expect(klNats[1]).toBe(2.5);
});

it('costs no KL where the posterior is the prior', () => {
  expect(evaluateImages({ evaluation, indices: [0], labels, latentDim: 2 }).klNats).toEqual([0]);
});

it('leaves the means of a large latent space to the latents file', () => {
  const wide = { ...evaluation, zMean: new Float32Array(9), zLogVar: new Float32Array(9) };
  expect(evaluateImages({ evaluation: wide, indices: [0], labels, latentDim: 9 })).not.toHaveProperty(
    'zMean',
  );
});
