import type { ConfigOverrides } from '../config/resolve-config.ts';
import type { ConfigKey, RunConfig } from '../config/run-config.ts';

/** What a sweep searches, and how: the canonical form, after a file, a command line or a form has been read and checked. */

/** SWEEP_SPEC_VERSION is stored beside every spec. */
export const SWEEP_SPEC_VERSION = 1;

/** ParameterValue is a value that a key of the config can have. */
export type ParameterValue = RunConfig[ConfigKey];

/** ParameterValues are the values of the swept keys at one point of the search space. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** rangeDistributions lists the distributions between two ends, with W&B's names and meanings. */
export const rangeDistributions = [
  'uniform',
  'int_uniform',
  'q_uniform',
  'log_uniform',
  'log_uniform_values',
  'q_log_uniform',
  'q_log_uniform_values',
  'inv_log_uniform',
  'inv_log_uniform_values',
] as const;

/**
 * RangeDistribution names a distribution between two ends: `min` and `max` are the ends of the value, but for `log_uniform`
 * and `q_log_uniform` natural exponents of it, and for `inv_log_uniform` of its inverse.
 */
export type RangeDistribution = (typeof rangeDistributions)[number];

/** normalDistributions lists the distributions around a mean; those with `log` are of the value's natural logarithm. */
export const normalDistributions = ['normal', 'q_normal', 'log_normal', 'q_log_normal'] as const;

/** NormalDistribution names a distribution around a mean. */
export type NormalDistribution = (typeof normalDistributions)[number];

/** ParameterSpace is where the values of one key come from. `q` is the step to which a value is rounded. */
export type ParameterSpace =
  | { readonly kind: 'value'; readonly value: ParameterValue }
  | {
      readonly kind: 'values';
      readonly values: readonly ParameterValue[];
      readonly probabilities?: readonly number[];
    }
  | {
      readonly kind: 'range';
      readonly distribution: RangeDistribution;
      readonly min: number;
      readonly max: number;
      readonly q?: number;
    }
  | {
      readonly kind: 'normal';
      readonly distribution: NormalDistribution;
      readonly mu: number;
      readonly sigma: number;
      readonly q?: number;
    };

/** SweepMethod is how points of the search space are chosen. */
export type SweepMethod = 'grid' | 'random';

/** SweepGoal is the better direction of a sweep's metric, in W&B's words. */
export type SweepGoal = 'minimize' | 'maximize';

/** SweepSpec is a search space and all that decides its trials: the same spec gives the same trials, on every machine. */
export type SweepSpec = {
  readonly name: string;
  readonly method: SweepMethod;
  readonly metric: { readonly name: string; readonly goal: SweepGoal };
  readonly parameters: Readonly<Partial<Record<ConfigKey, ParameterSpace>>>;
  /** What all trials have in common. */
  readonly base: { readonly preset: string; readonly overrides: ConfigOverrides };
  /** Random: how many points are drawn. Grid: the most that are tried; null for all. */
  readonly runCap: number | null;
  /** Every point is tried with so many seeds: that of the base, and the numbers after it. */
  readonly seeds: number;
  /** Source of the draws of a random search. */
  readonly searchSeed: number;
  /** A worker takes its trials only if it has all of these. */
  readonly labels: readonly string[];
  /** How often a trial that failed is tried again, and how many workers may be lost over one. */
  readonly retries: { readonly failed: number; readonly lost: number };
};

/** TrialPlan is a trial before it is a run. */
export type TrialPlan = {
  /** From 0. */
  readonly trial: number;
  readonly name: string;
  readonly config: RunConfig;
  readonly parameters: ParameterValues;
};
