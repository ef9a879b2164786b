import type { MetricGoal } from '../metrics/metric-registry.ts';
import type { SeriesSummary } from './recording-store.ts';

/**
 * Rollups: what a stretch of 64 or 4,096 steps of a series looked like, so that a chart of a million points reads
 * thousands of numbers. Postgres computes the same in SQL; this is the specification, and the in-memory store.
 */

/** rollupLevels are the widths of a rollup bucket, in steps. */
export const rollupLevels = [64, 4096] as const;

/** Rollup summarises the points of a bucket. min, max, sum and sumSquares cover finite values only; nonFinite counts the rest. */
export type Rollup = {
  readonly level: number;
  /** floor(step / level) */
  readonly bucket: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly last: number;
  readonly lastStep: number;
  readonly n: number;
  readonly sum: number;
  readonly sumSquares: number;
  readonly nonFiniteCount: number;
};

/** addToRollup returns a rollup with one more point in it. */
export function addToRollup(
  rollup: Rollup | undefined,
  point: { level: number; step: number; value: number },
): Rollup {
  const finite = Number.isFinite(point.value);
  const base: Rollup = rollup ?? {
    level: point.level,
    bucket: Math.floor(point.step / point.level),
    min: null,
    max: null,
    last: point.value,
    lastStep: point.step,
    n: 0,
    sum: 0,
    sumSquares: 0,
    nonFiniteCount: 0,
  };
  const newest = point.step >= base.lastStep;
  return {
    ...base,
    min: finite ? Math.min(base.min ?? Number.POSITIVE_INFINITY, point.value) : base.min,
    max: finite ? Math.max(base.max ?? Number.NEGATIVE_INFINITY, point.value) : base.max,
    last: newest ? point.value : base.last,
    lastStep: newest ? point.step : base.lastStep,
    n: base.n + 1,
    sum: base.sum + (finite ? point.value : 0),
    sumSquares: base.sumSquares + (finite ? point.value * point.value : 0),
    nonFiniteCount: base.nonFiniteCount + (finite ? 0 : 1),
  };
}

/** emptySummary is the summary of a series without a point. */
export const emptySummary: SeriesSummary = {
  last: null,
  lastStep: null,
  min: null,
  max: null,
  best: null,
  bestStep: null,
  n: 0,
  nonFiniteCount: 0,
};

/** addToSummary returns a summary with one more point in it. Of equal bests the earliest step is kept. */
export function addToSummary(
  summary: SeriesSummary,
  point: { step: number; value: number; goal: MetricGoal },
): SeriesSummary {
  const { step, value, goal } = point;
  const newest = summary.lastStep === null || step >= summary.lastStep;
  const counted = {
    ...summary,
    last: newest ? value : summary.last,
    lastStep: newest ? step : summary.lastStep,
    n: summary.n + 1,
    nonFiniteCount: summary.nonFiniteCount + (Number.isFinite(value) ? 0 : 1),
  };
  if (!Number.isFinite(value)) return counted;
  const better = isBetter({ value, step }, summary, goal);
  return {
    ...counted,
    min: Math.min(summary.min ?? Number.POSITIVE_INFINITY, value),
    max: Math.max(summary.max ?? Number.NEGATIVE_INFINITY, value),
    best: better ? value : summary.best,
    bestStep: better ? step : summary.bestStep,
  };
}

function isBetter(point: { value: number; step: number }, than: SeriesSummary, goal: MetricGoal): boolean {
  if (goal === 'none') return false;
  if (than.best === null || than.bestStep === null) return true;
  if (point.value === than.best) return point.step < than.bestStep;
  return goal === 'min' ? point.value < than.best : point.value > than.best;
}
