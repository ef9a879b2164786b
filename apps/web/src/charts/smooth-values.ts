/** Smoothing of a curve: the time-weighted exponential moving average. */

/** SmoothingInput is a curve and how much to smooth it. A value that is null or not finite is left out. */
export type SmoothingInput = {
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
  /** 0 (nothing) to below 1: what a value keeps of its weight over the square root's worth of `unitSteps`. */
  readonly weight: number;
  /** The distance of steps over which the weight acts once, so that dense and sparse curves are smoothed alike. */
  readonly unitSteps: number;
};

/**
 * smoothValues returns at each step the mean of all values up to it, weighted by `decay ^ (distance / unitSteps)` with
 * `decay = √weight`. The weights are summed along (debiased), so that the first values are not pulled to zero.
 * Null where the value itself is missing.
 */
export function smoothValues({ steps, values, weight, unitSteps }: SmoothingInput): (number | null)[] {
  const decay = Math.sqrt(weight);
  let weightedSum = 0;
  let weightSum = 0;
  let lastStep: number | null = null;
  return steps.map((step, i) => {
    const value = values[i] ?? null;
    if (value === null || !Number.isFinite(value)) return null;
    const kept = lastStep === null ? 0 : decay ** ((step - lastStep) / unitSteps);
    weightedSum = weightedSum * kept + value;
    weightSum = weightSum * kept + 1;
    lastStep = step;
    return weightedSum / weightSum;
  });
}
