import { isLatenError, type RunConfig, upgradeConfig } from '@laten/shared';

/** StoredConfig is a run's config as far as this Laten can read it. */
export type StoredConfig = {
  /** What is stored, unchecked, when there is a problem: keys may be missing, or mean something else. */
  readonly config: RunConfig;
  /** Why this Laten cannot read the config, in words, for example because a newer one wrote it; null when it can. */
  readonly configProblem: string | null;
};

/** readStoredConfig reads a config for a list, in which one unreadable config must not hide the other runs. */
export function readStoredConfig(stored: { configVersion: number; config: unknown }): StoredConfig {
  try {
    return { config: upgradeConfig(stored), configProblem: null };
  } catch (error) {
    if (!isLatenError(error)) throw error;
    return { config: stored.config as RunConfig, configProblem: error.message };
  }
}
