import {
  type ConfigKey,
  type ConfigOverrides,
  configKeys,
  differingKeys,
  type PresetName,
  presetOverrides,
  presets,
  type RunConfig,
  runConfigSchema,
} from '@laten/shared';
import { writeSetting } from '../../runs/prepare-run-row.ts';

/** Setting is a key of a config with its value in words. */
export type Setting = {
  readonly name: ConfigKey;
  readonly value: string;
  /** What the preset says, where the config says something else. */
  readonly presetValue: string | null;
  readonly meaning: string;
};

/** ConfigView is a config as the page shows it: first what differs from its preset. */
export type ConfigView = { readonly differing: Setting[]; readonly same: Setting[] };

/** Not the preset's to say: its own name, and what the machine has. */
const outsidePreset: readonly ConfigKey[] = ['preset', 'threads'];

/** prepareConfig compares a config with its preset. Of a preset that is no longer known, nothing counts as different. */
export function prepareConfig(config: RunConfig): ConfigView {
  const preset = presets[config.preset as PresetName] as ConfigOverrides | undefined;
  const changed = new Set(preset ? differingKeys(config, preset) : []);
  for (const key of outsidePreset) changed.delete(key);
  const settings = configKeys.map(
    (name): Setting => ({
      name,
      value: writeSetting(name, config[name]),
      presetValue: changed.has(name) ? writeSetting(name, preset?.[name]) : null,
      meaning: runConfigSchema.shape[name].description ?? '',
    }),
  );
  return {
    differing: settings.filter(({ name }) => changed.has(name)),
    same: settings.filter(({ name }) => !changed.has(name)),
  };
}

/** writeCommandLine returns the command that starts a run with this config, on as many threads as the machine gives. */
export function writeCommandLine(config: RunConfig): string {
  const { threads: _threads, ...overrides } = presetOverrides(config);
  const assignments = Object.entries(overrides).map(
    ([key, value]) => `--set ${quoteForShell(`${key}=${writeAssigned(value)}`)}`,
  );
  return ['./laten train', '--preset', quoteForShell(config.preset), ...assignments].join(' ');
}

function writeAssigned(value: unknown): string {
  if (value === null) return 'all';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function quoteForShell(text: string): string {
  return /^[\w./:=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
