import type { ImageEvaluations } from '@laten/shared';
import { describe, expect, it } from 'vitest';
import { runArtifact } from '../../../testing/runs.ts';
import {
  epochsToPreload,
  type ImageNumbers,
  measurementOf,
  prepareEpochPictures,
  prepareImageNumbers,
  sortImages,
} from './prepare-pictures.ts';

describe('prepareEpochPictures', () => {
  const pictures = prepareEpochPictures([
    runArtifact({ id: 'e2', kind: 'samples', step: 20, epoch: 2 }),
    runArtifact({ id: 'e1', step: 10, epoch: 1 }),
    runArtifact({ id: 'later', step: 12, epoch: 1 }),
    runArtifact({ id: 'numbers', kind: 'evaluation', step: 40, epoch: 4 }),
    runArtifact({ id: 'fixed', kind: 'evaluation-images', step: null, epoch: null }),
  ]);

  it('lists the epochs that have pictures', () => expect(pictures.epochs).toEqual([1, 2]));

  it('finds what belongs to an epoch, the later of two', () => {
    expect(pictures.find('reconstructions', 1)?.id).toBe('later');
    expect(pictures.find('samples', 2)?.id).toBe('e2');
    expect(pictures.find('reconstructions', 2)).toBeNull();
    expect(pictures.find('samples', null)).toBeNull();
    expect(pictures.originals?.id).toBe('fixed');
  });
});

const evaluation: ImageEvaluations = {
  formatVersion: 1,
  imageIndex: [7, 8],
  label: [9, 1],
  reconstructionLossNats: [250, null],
  klNats: [5, 6],
  zMean: [
    [1, 2],
    [3, 4],
  ],
};

describe('prepareImageNumbers', () => {
  const joined = { pixelErrors: [0.1, 0.2], identities: evaluation, classNames: ['a', 'trouser'] };

  it('joins pictures and measurements', () => {
    expect(prepareImageNumbers({ ...joined, evaluation })[1]).toEqual({
      place: 1,
      imageIndex: 8,
      label: 1,
      className: 'trouser',
      pixelError: 0.2,
      reconstructionLossNats: null,
      klNats: 6,
      zMean: [3, 4],
    });
  });

  it('knows of a class without a name its label only', () => {
    expect(prepareImageNumbers({ ...joined, evaluation })[0]).toMatchObject({ label: 9, className: null });
  });

  it('does without measurements', () => {
    const [first] = prepareImageNumbers({ ...joined, identities: null, evaluation: null });
    expect(first).toMatchObject({
      imageIndex: null,
      label: null,
      klNats: null,
      zMean: null,
      pixelError: 0.1,
    });
  });
});

describe('measurementOf', () => {
  it.each([
    ['no file', null, null, 'unmeasured'],
    ['a file', runArtifact({ kind: 'evaluation' }), null, 'measured'],
    ['a file that cannot be read', runArtifact({ kind: 'evaluation' }), new Error('gone'), 'unreadable'],
  ])('of %s', (_, artifact, error, measurement) => {
    expect(measurementOf(artifact, error)).toBe(measurement);
  });
});

describe('sortImages', () => {
  const image = (place: number, values: Partial<ImageNumbers>): ImageNumbers => ({
    place,
    imageIndex: null,
    label: null,
    className: null,
    pixelError: 0,
    reconstructionLossNats: null,
    klNats: null,
    zMean: null,
    ...values,
  });

  const images = [
    image(0, { label: 2, reconstructionLossNats: 200, pixelError: 0.9 }),
    image(1, { label: 1, reconstructionLossNats: 300, pixelError: 0.1 }),
    image(2, { label: 2, reconstructionLossNats: 250, pixelError: 0.5 }),
  ];

  it.each([
    ['place', [0, 1, 2]],
    ['error', [1, 2, 0]],
    ['class', [1, 0, 2]],
  ] as const)('by %s', (order, places) => expect(sortImages(images, order)).toEqual(places));

  it('goes by pixels where nothing was measured', () => {
    const unmeasured = images.map((one) => ({ ...one, reconstructionLossNats: null }));
    expect(sortImages(unmeasured, 'error')).toEqual([0, 2, 1]);
  });
});

describe('epochsToPreload', () => {
  it.each([
    [3, false, [4, 2]],
    [3, true, [4, 5, 6, 7, 2]],
    [9, true, [8]],
    [1, false, [2]],
    [null, false, []],
  ])('at %s, playing %s: %s', (epoch, playing, preloaded) =>
    expect(epochsToPreload([1, 2, 3, 4, 5, 6, 7, 8, 9], { epoch, playing })).toEqual(preloaded),
  );
});
