import { PCA } from 'ml-pca';

/** Principal components of the posterior means. Pure, and slow for many dimensions: pages run it in a worker. */

/** Pca is a mean and the directions of most variance, the largest first, row by row [components, latentDim]. */
export type Pca = {
  readonly mean: Float32Array;
  readonly directions: Float32Array;
  /** Share of the variance along each direction. */
  readonly explained: readonly number[];
};

/** PcaInput is a row-major [count, latentDim] array. Rows with a value that is no number are left out. */
export type PcaInput = {
  readonly zMean: Float32Array;
  readonly count: number;
  readonly latentDim: number;
  readonly components: number;
  /** The class of each row; says which way round a direction is. (Default: none.) */
  readonly labels?: ArrayLike<number>;
};

/**
 * computePca finds the first components; null when fewer than two rows are finite. Which way round a direction is, is
 * arbitrary: here the later classes lie further along it, so that the same epoch always looks the same.
 */
export function computePca({ zMean, count, latentDim, components, labels }: PcaInput): Pca | null {
  const rows: Float32Array[] = [];
  const rowLabels: number[] = [];
  for (let i = 0; i < count; i++) {
    const row = zMean.subarray(i * latentDim, (i + 1) * latentDim);
    if (!row.every(Number.isFinite)) continue;
    rows.push(row);
    rowLabels.push(labels?.[i] ?? 0);
  }
  if (rows.length < 2) return null;
  // The covariance has latentDim² entries: cheap for few dimensions, dear for more dimensions than images.
  const method = rows.length >= latentDim ? 'covarianceMatrix' : 'SVD';
  const pca = new PCA(
    rows.map((row) => Array.from(row)),
    { method },
  );
  const kept = Math.min(components, latentDim);
  const vectors = pca.getEigenvectors();
  const variances = pca.getExplainedVariance();
  const directions = new Float32Array(kept * latentDim);
  const towardsLater = sumTowardsLater(rows, rowLabels);
  for (let k = 0; k < Math.min(kept, vectors.columns); k++) {
    const along = towardsLater.reduce((sum, value, d) => sum + value * vectors.get(d, k), 0);
    const sign = along < 0 ? -1 : 1;
    for (let d = 0; d < latentDim; d++) directions[k * latentDim + d] = sign * vectors.get(d, k);
  }
  return {
    mean: meanOf(rows, latentDim),
    directions,
    // No variance at all makes 0 / 0.
    explained: Array.from({ length: kept }, (_, k) => variances[k] || 0),
  };
}

/**
 * alignPca turns directions round where needed, so that none points away from that of a neighbouring epoch: the sign of
 * a principal component is arbitrary, and a film in which it changes flips over.
 */
export function alignPca(pca: Pca, reference: Pca): Pca {
  const latentDim = pca.mean.length;
  const directions = pca.directions.slice();
  for (let k = 0; k < pca.explained.length; k++) {
    const at = k * latentDim;
    let dot = 0;
    for (let d = 0; d < latentDim; d++) {
      dot += (directions[at + d] as number) * (reference.directions[at + d] ?? 0);
    }
    if (dot < 0) for (let d = 0; d < latentDim; d++) directions[at + d] = -(directions[at + d] as number);
  }
  return { ...pca, directions };
}

/** The covariance of the class's number with each dimension, but for a factor: where the later classes lie. */
function sumTowardsLater(rows: readonly Float32Array[], labels: readonly number[]): Float64Array {
  const meanLabel = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  const sums = new Float64Array(rows[0]?.length ?? 0);
  rows.forEach((row, i) => {
    const weight = (labels[i] ?? 0) - meanLabel;
    for (let d = 0; d < sums.length; d++) sums[d] = (sums[d] as number) + weight * (row[d] as number);
  });
  return sums;
}

function meanOf(rows: readonly Float32Array[], latentDim: number): Float32Array {
  const sums = new Float64Array(latentDim);
  for (const row of rows) {
    for (let d = 0; d < latentDim; d++) sums[d] = (sums[d] as number) + (row[d] as number);
  }
  return Float32Array.from(sums, (sum) => sum / rows.length);
}
