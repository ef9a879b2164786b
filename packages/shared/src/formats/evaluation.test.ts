import { expect, it } from 'vitest';
import { encodeImageEvaluations, type ImageEvaluations, parseImageEvaluations } from './evaluation.ts';

const evaluations: ImageEvaluations = {
  formatVersion: 1,
  imageIndex: [0, 9_999],
  label: [9, 0],
  reconstructionLossNats: [231.25, 190],
  klNats: [5.5, 6],
  zMean: [
    [0.5, -1],
    [2, 0],
  ],
};

const write = (changes: object) => JSON.stringify({ ...evaluations, ...changes });

it('reads back what it wrote', () => {
  expect(parseImageEvaluations(new TextDecoder().decode(encodeImageEvaluations(evaluations)))).toEqual(
    evaluations,
  );
});

it('writes what is not finite as null', () => {
  const bytes = encodeImageEvaluations({ ...evaluations, klNats: [Number.NaN, Number.POSITIVE_INFINITY] });
  expect(parseImageEvaluations(new TextDecoder().decode(bytes)).klNats).toEqual([null, null]);
});

it('may be without means', () => {
  expect(parseImageEvaluations(write({ zMean: undefined })).zMean).toBeUndefined();
});

it.each([
  ['no JSON', 'PNG'],
  ['another version', write({ formatVersion: 2 })],
  ['lists of different lengths', write({ label: [1] })],
  ['means of fewer images', write({ zMean: [[1]] })],
  ['a key of its own', write({ more: true })],
])('refuses %s', (_, text) => {
  expect(() => parseImageEvaluations(text)).toThrow(/Not an evaluation file/);
});
