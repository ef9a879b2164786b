import { type ConfigOverrides, createId, resolveConfig } from '@laten/shared';
import type { NewQueuedRun } from '../run/create-queued-run.ts';

/** newQueuedRun is a run of the preset `tiny` for workers to train. */
export function newQueuedRun({
  config,
  ...overrides
}: Partial<Omit<NewQueuedRun, 'config'>> & { config?: ConfigOverrides } = {}): NewQueuedRun {
  return {
    runId: createId(),
    experiment: 'default',
    config: resolveConfig({ preset: 'tiny', overrides: config, defaultThreads: 1 }),
    tags: [],
    note: '',
    ...overrides,
  };
}
