import {
  describeSpace,
  formatParameter,
  type ParameterSpace,
  type SweepEstimate,
  type SweepSpec,
  type TrialPlan,
} from '@laten/shared';
import { formatCount, formatTable } from '../view/format.ts';
import { describeRoughly } from '../view/sweep-lines.ts';

/** What a person is told of a sweep before it begins. */

/** A dry run shows so many trials. */
const SHOWN_TRIALS = 20;

/** describePlan says what is searched, what all trials have in common, and about how long it takes. */
export function describePlan(
  spec: SweepSpec,
  { trials, estimate, concurrency }: { trials: number; estimate: SweepEstimate; concurrency: number },
): string {
  const { metric, seeds, base } = spec;
  const points = trials / seeds;
  const each = seeds > 1 ? `, ${formatCount(points)} points with ${seeds} seeds each` : '';
  const searched = Object.entries(spec.parameters).map(([key, space]) => [`  ${key}`, describeSearch(space)]);
  const fixed = Object.entries(base.overrides).map(([key, value]) => `${key}=${formatParameter(value)}`);
  return [
    `${spec.name}: ${formatCount(trials)} trials${each}, compared by ${metric.name} (${metric.goal})`,
    ...(searched.length > 0 ? [formatTable(searched)] : []),
    `  in all: ${[base.preset, ...fixed].join(' ')}`,
    `  ${describeEstimate(estimate, concurrency)}`,
  ].join('\n');
}

const inWords: Readonly<Record<string, string>> = {
  log_uniform_values: 'evenly by order of magnitude (log_uniform_values)',
  uniform: 'evenly (uniform)',
  int_uniform: 'whole numbers (int_uniform)',
};

function describeSearch(space: ParameterSpace): string {
  const words = space.kind === 'range' ? inWords[space.distribution] : undefined;
  return words && space.kind === 'range' ? `${space.min} … ${space.max}, ${words}` : describeSpace(space);
}

function describeEstimate(estimate: SweepEstimate, concurrency: number): string {
  const atOnce = `${concurrency} at once`;
  if ('unknown' in estimate) return `${atOnce}; how long it takes shows when the first ones have trained`;
  const speed = `${formatCount(estimate.imagesPerSecond)} images/s each, as the last runs like these`;
  return `${describeRoughly(estimate.durationMs)} with ${atOnce}, at ${speed}`;
}

/** describeTrials lists the first trials of a plan. */
export function describeTrials(trials: readonly TrialPlan[]): string {
  const rows = trials.slice(0, SHOWN_TRIALS).map(({ trial, name }) => [`  #${trial}`, name]);
  const more =
    trials.length > SHOWN_TRIALS ? [`  and ${formatCount(trials.length - SHOWN_TRIALS)} more`] : [];
  return [formatTable(rows), ...more].join('\n');
}
