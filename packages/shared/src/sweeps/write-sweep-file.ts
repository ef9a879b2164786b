import { sweepDefaults } from './sweep-defaults.ts';
import type { ParameterSpace, SweepSpec } from './sweep-spec.ts';

/** writeSweepFile writes a spec in W&B's shape: what `readSweepSpec` makes the same spec of. Defaults are left out. */
export function writeSweepFile(spec: SweepSpec): Record<string, unknown> {
  const { preset, overrides } = spec.base;
  const parameters = Object.entries(spec.parameters).map(([key, space]) => [key, writeSpace(space)]);
  const isUsual = (name: keyof typeof sweepDefaults) =>
    JSON.stringify(spec[name]) === JSON.stringify(sweepDefaults[name]);
  return {
    name: spec.name,
    method: spec.method,
    metric: { ...spec.metric },
    ...(spec.runCap !== null && { run_cap: spec.runCap }),
    ...(!isUsual('seeds') && { seeds: spec.seeds }),
    base: Object.keys(overrides).length === 0 ? preset : { preset, ...overrides },
    ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) }),
    ...(!isUsual('searchSeed') && { search_seed: spec.searchSeed }),
    ...(!isUsual('labels') && { labels: [...spec.labels] }),
    ...(!isUsual('retries') && { retries: { ...spec.retries } }),
  };
}

function writeSpace({ kind, ...space }: ParameterSpace): Record<string, unknown> {
  return kind === 'values' ? { ...space } : space;
}
