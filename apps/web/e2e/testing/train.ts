import { createQueuedRun, getRunDetail, type RunDetail } from '@laten/db';
import { type ConfigOverrides, createId, resolveConfig } from '@laten/shared';
import { expect, vi } from 'vitest';
import type { Laten } from './laten.ts';
import { PATIENCE_MS } from './stage.ts';

/** trainRun has the worker train a small run to its end, and returns all that is known of it. */
export async function trainRun(
  { database }: Laten,
  { name, overrides }: { name: string; overrides: ConfigOverrides },
): Promise<RunDetail> {
  const config = resolveConfig({ preset: 'tiny', overrides, defaultThreads: 1 });
  const labels = { name, experiment: 'default', tags: [], note: '' };
  const { id } = await createQueuedRun(database, { runId: createId(), config, ...labels });
  return vi.waitFor(
    async () => {
      const run = await getRunDetail(database, id);
      expect(run.status).toBe('FINISHED');
      return run;
    },
    { timeout: PATIENCE_MS, interval: 200 },
  );
}

/** artifactOf finds a stored file of a run by its kind and epoch. */
export function artifactOf({ artifacts }: RunDetail, kind: string, epoch: number | null) {
  const found = artifacts.findLast((artifact) => artifact.kind === kind && artifact.epoch === epoch);
  expect(found, `${kind} of epoch ${epoch}`).toBeDefined();
  return found as NonNullable<typeof found>;
}
