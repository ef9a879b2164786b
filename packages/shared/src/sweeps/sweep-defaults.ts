import { presetNames } from '../config/presets.ts';
import { RANKING_METRIC } from '../metrics/metric-registry.ts';
import { MOST_LOST_WORKERS } from '../runs/run-state.ts';
import type { SweepSpec } from './sweep-spec.ts';

/** TRIAL_THREADS is what a trial has if nobody says otherwise: many of one thread train quicker together than one over all cores. */
export const TRIAL_THREADS = 1;

/** sweepDefaults is what a sweep has when its writer says nothing. */
export const sweepDefaults = {
  metric: { name: RANKING_METRIC, goal: 'minimize' },
  base: { preset: presetNames[0] as string, overrides: {} },
  runCap: null,
  seeds: 1,
  searchSeed: 1,
  labels: [],
  retries: { failed: 1, lost: MOST_LOST_WORKERS },
} as const satisfies Omit<SweepSpec, 'name' | 'method' | 'parameters'>;
