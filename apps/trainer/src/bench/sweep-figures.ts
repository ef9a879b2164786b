import type { Figure } from './figures.ts';
import type { SweepFigures } from './measure-sweep.ts';
import { median, percentile } from './statistics.ts';

/** The figures of the sweep engine as rows of docs/benchmarks.md, each beside its target. */

const COST_TARGET_MS = 2_000;

/** describeSweepFigures turns what was measured into figures. */
export function describeSweepFigures(measured: SweepFigures): Figure[] {
  return [speed(measured), cost(measured), queue(measured)];
}

function speed({ blocks }: SweepFigures): Figure {
  const ratios = blocks.map(({ sweepMs, trainMs }) => sweepMs / trainMs);
  const ratio = median(ratios);
  const sum = (key: 'sweepMs' | 'trainMs') => blocks.reduce((total, block) => total + block[key], 0);
  return {
    name: '24 trials as a sweep against one after another as `./laten train`',
    measured: `${ratio.toFixed(2)} of the time (median of ${blocks.length} blocks; ${seconds(sum('sweepMs'))} against ${seconds(sum('trainMs'))} in all)`,
    target: '≤ 0.85',
    met: ratio <= 0.85,
    details: { ratios, blocks },
  };
}

function cost({ trials }: SweepFigures): Figure {
  const begins = trials.map(({ claimToFirstStepMs }) => claimToFirstStepMs);
  const ends = trials.flatMap(({ lastPointToNextClaimMs }) => lastPointToNextClaimMs ?? []);
  const evaluations = trials.map(({ evaluationMs }) => evaluationMs);
  const [beginMs, endMs] = [median(begins), median(ends)];
  return {
    name: 'fixed cost of a trial: claim to first step; last evaluation to next claim',
    measured: `${seconds(beginMs)}; ${seconds(endMs)} (medians of ${begins.length} and ${ends.length})`,
    target: '≤ 2 s',
    met: beginMs <= COST_TARGET_MS && endMs <= COST_TARGET_MS,
    details: { begins, ends, evaluations },
  };
}

function queue({ createMs, claimsMs }: SweepFigures): Figure {
  const p95Ms = percentile(claimsMs, 0.95);
  return {
    name: '1,000 queued trials: to create them; to claim one',
    measured: `${seconds(createMs)}; ${p95Ms.toFixed(1)} ms p95`,
    target: '≤ 2 s; ≤ 50 ms',
    met: createMs <= 2_000 && p95Ms <= 50,
    details: { createMs, claimsMs },
  };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
