import { EVALUATION_MOST_LATENT_DIM, type ImageEvaluations } from '@laten/shared';
import type { Evaluation } from './evaluate.ts';

/** evaluateImages picks what an evaluation found of single images, the fixed ones that every snapshot shows. */
export function evaluateImages(input: {
  evaluation: Pick<Evaluation, 'reconstructionPerImage' | 'zMean' | 'zLogVar'>;
  /** Positions of the images in the evaluation. */
  indices: readonly number[];
  /** Classes of all images. */
  labels: Uint8Array;
  latentDim: number;
}): ImageEvaluations {
  const { evaluation, indices, labels, latentDim } = input;
  const rowOf = (values: Float32Array, index: number) =>
    Array.from(values.subarray(index * latentDim, (index + 1) * latentDim));
  const zMean = indices.map((index) => rowOf(evaluation.zMean, index));
  return {
    formatVersion: 1,
    imageIndex: [...indices],
    label: indices.map((index) => labels[index] ?? 0),
    reconstructionLossNats: indices.map((index) => evaluation.reconstructionPerImage[index] ?? null),
    klNats: indices.map((index, i) => gaussianKl(zMean[i] ?? [], rowOf(evaluation.zLogVar, index))),
    ...(latentDim <= EVALUATION_MOST_LATENT_DIM ? { zMean } : {}),
  };
}

/** KL(N(zMean, exp(zLogVar)) ‖ N(0, I)) of one image, ½ Σ (exp(zLogVar) + zMean² − 1 − zLogVar) over dimensions, nats. */
function gaussianKl(zMean: readonly number[], zLogVar: readonly number[]): number {
  return zMean.reduce((sum, mean, dimension) => {
    const logVar = zLogVar[dimension] ?? 0;
    return sum + 0.5 * (Math.exp(logVar) + mean ** 2 - 1 - logVar);
  }, 0);
}
