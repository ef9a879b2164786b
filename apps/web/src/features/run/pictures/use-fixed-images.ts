'use client';

import { findClassNames } from '@laten/shared';
import { useMemo, useState } from 'react';
import { useSelectedEpoch } from '../epoch/SelectedEpoch.tsx';
import type { RunDetail } from '../prepare-run.ts';
import {
  type EpochPictures,
  epochsToPreload,
  type ImageNumbers,
  type Measurement,
  measurementOf,
  prepareImageNumbers,
} from './prepare-pictures.ts';
import {
  countImages,
  cutImages,
  differenceOf,
  type GreyImage,
  imageSizeIn,
  meanOf,
  SHEET_COLUMNS,
} from './sprite-sheet.ts';
import { useImageEvaluations, usePreload, useSheet } from './use-sheet.ts';

/** FixedImage is one of the fixed images with its reconstruction at the epoch shown; null before the first. */
export type FixedImage = {
  readonly numbers: ImageNumbers;
  readonly original: GreyImage;
  readonly reconstruction: GreyImage | null;
  readonly difference: GreyImage | null;
};

/** ShownImages are all of them, and the epoch that reconstructions and numbers are of. */
type ShownImages = {
  readonly images: readonly FixedImage[];
  readonly epoch: number | null;
  readonly measurement: Measurement;
};

/** FixedImages are what is shown, and how far it has come from the server. While an epoch is on its way, the one before stays. */
export type FixedImages = ShownImages & {
  readonly loading: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
};

/** useFixedImages reads the fixed images, their reconstructions at the epoch shown, and their numbers. */
export function useFixedImages(run: RunDetail, pictures: EpochPictures): FixedImages {
  const { epochs, epoch, playing } = useSelectedEpoch();
  const evaluationArtifact = pictures.find('evaluation', epoch);
  const originals = useSheet(pictures.originals);
  const redrawn = useSheet(pictures.find('reconstructions', epoch));
  const evaluation = useImageEvaluations(evaluationArtifact);
  const identities = useImageEvaluations(pictures.newestEvaluation).data ?? null;
  usePreload(
    epochsToPreload(epochs, { epoch, playing }).flatMap((next) => [
      pictures.find('reconstructions', next),
      pictures.find('evaluation', next),
    ]),
  );
  const { imageShape } = run.environment;
  const classNames = findClassNames(run.config.dataset);
  const numbers = evaluationArtifact ? (evaluation.data ?? null) : null;
  const measurement = measurementOf(evaluationArtifact, evaluation.error);
  const images = useMemo(
    () =>
      joinImages({
        originals: originals.data,
        redrawn: redrawn.data,
        imageShape,
        numbersOf: (pixelErrors) =>
          prepareImageNumbers({ pixelErrors, evaluation: numbers, identities, classNames }),
      }),
    [originals.data, redrawn.data, imageShape, numbers, identities, classNames],
  );
  const current = useMemo(() => ({ images, epoch, measurement }), [images, epoch, measurement]);
  const shown = useSettled(current, !redrawn.isPlaceholderData && !evaluation.isPlaceholderData);
  return {
    ...shown,
    loading: originals.isLoading || redrawn.isLoading,
    error: originals.error ?? redrawn.error,
    retry: () => void Promise.all([originals.refetch(), redrawn.refetch()]),
  };
}

/** The value, or while it is made of old and new parts, the one before. */
function useSettled<Value>(current: Value, settled: boolean): Value {
  const [before, setBefore] = useState(current);
  if (settled && before !== current) setBefore(current);
  return settled ? current : before;
}

function joinImages(input: {
  originals: GreyImage | undefined;
  redrawn: GreyImage | undefined;
  imageShape: unknown;
  numbersOf: (pixelErrors: readonly number[]) => ImageNumbers[];
}): FixedImage[] {
  const { originals, redrawn, imageShape, numbersOf } = input;
  if (!originals) return [];
  const size = imageSizeIn(originals, { columns: SHEET_COLUMNS, imageShape });
  const cut = cutImages(originals, countImages(originals, size), size);
  const reconstructions = redrawn ? cutImages(redrawn, cut.length, size) : [];
  const differences = reconstructions.map((image, i) => differenceOf(image, cut[i] ?? image));
  const numbers = numbersOf(cut.map((_, i) => (differences[i] ? meanOf(differences[i]) : 0)));
  return cut.flatMap((original, i) => {
    const ofImage = numbers[i];
    if (!ofImage) return [];
    return [
      {
        numbers: ofImage,
        original,
        reconstruction: reconstructions[i] ?? null,
        difference: differences[i] ?? null,
      },
    ];
  });
}
