import { LatenError } from '../errors.ts';
import { parseConfig } from './resolve-config.ts';
import { CONFIG_VERSION, type RunConfig } from './run-config.ts';

type Upgrade = (config: Record<string, unknown>) => Record<string, unknown>;

/** Upgrades by the version they start from: `upgrades[1]` lifts a version-1 config to version 2. */
const upgrades: Readonly<Record<number, Upgrade>> = {};

/** upgradeConfig reads a stored config of any version; stored rows are never rewritten. Throws for a version newer than ours. */
export function upgradeConfig(stored: { configVersion: number; config: unknown }): RunConfig {
  if (stored.configVersion > CONFIG_VERSION) {
    throw new LatenError(
      'CONFIG_INVALID',
      `This run's config has version ${stored.configVersion}; this Laten reads up to ${CONFIG_VERSION}. Update Laten to open it.`,
    );
  }
  let config = stored.config as Record<string, unknown>;
  for (let version = stored.configVersion; version < CONFIG_VERSION; version++) {
    config = upgrades[version]?.(config) ?? config;
  }
  return parseConfig(config);
}
