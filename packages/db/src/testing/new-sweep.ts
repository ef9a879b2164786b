import { countTrials, createId, planTrials, type SweepSpec } from '@laten/shared';
import type { NewSweep } from '../sweep/create-sweep.ts';

/** newSweepSpec is a grid over `beta` of the preset `tiny`. (Default: four values, one seed.) */
export function newSweepSpec({
  betas = [0.5, 1, 2, 4],
  ...overrides
}: Partial<SweepSpec> & { betas?: readonly number[] } = {}): SweepSpec {
  return {
    name: 'beta',
    method: 'grid',
    metric: { name: 'val_nelbo', goal: 'minimize' },
    parameters: { beta: { kind: 'values', values: betas } },
    base: { preset: 'tiny', overrides: {} },
    runCap: null,
    seeds: 1,
    searchSeed: 0,
    labels: [],
    retries: { failed: 1, lost: 3 },
    ...overrides,
  };
}

/** newSweep is a sweep to be created, with all its trials. */
export function newSweep(spec: SweepSpec = newSweepSpec(), overrides: Partial<NewSweep> = {}): NewSweep {
  return {
    sweepId: createId(),
    experiment: 'default',
    spec,
    note: '',
    trials: planTrials(spec, { from: 0, to: countTrials(spec) }, { defaultThreads: 1 }),
    ...overrides,
  };
}
