import { limits } from '../limits.ts';
import { type PresetName, presets } from './presets.ts';
import type { ConfigKey, RunConfig } from './run-config.ts';

/** Keys that say how long or on what a run is trained, not which model it is. */
const silentKeys: readonly ConfigKey[] = ['preset', 'threads', 'epochs', 'deterministic'];

/** describeConfig names a run by its preset and what differs from it: "fashion-mnist-conv latentDim=16 beta=4". */
export function describeConfig(config: RunConfig): string {
  const preset: Readonly<Record<string, unknown>> = presets[config.preset as PresetName] ?? {};
  const differing = (Object.entries(config) as [ConfigKey, unknown][]).filter(
    ([key, value]) => !silentKeys.includes(key) && JSON.stringify(value) !== JSON.stringify(preset[key]),
  );
  const name = [config.preset, ...differing.map(([key, value]) => `${key}=${formatValue(value)}`)].join(' ');
  return name.slice(0, limits.runNameLength);
}

function formatValue(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}
