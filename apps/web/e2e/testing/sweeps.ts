import { createSweep } from '@laten/db';
import { countTrials, createId, planTrials, type SweepSpec } from '@laten/shared';
import type { Locator, Page } from 'playwright-core';

/** Sweeps of tiny trials, and what stands on their page. */

/** tinySpec is a grid of the preset `tiny`. (Default: four trials, tried once each.) */
export function tinySpec({ base, ...change }: Partial<SweepSpec> = {}): SweepSpec {
  return {
    name: 'tiny grid',
    method: 'grid',
    metric: { name: 'val_nelbo', goal: 'minimize' },
    parameters: { beta: { kind: 'values', values: [0.5, 1, 2, 4] } },
    runCap: null,
    seeds: 1,
    searchSeed: 1,
    labels: [],
    retries: { failed: 0, lost: 3 },
    ...change,
    base: { preset: 'tiny', overrides: { limit: 512, ...base?.overrides } },
  };
}

/** launchSweep queues a sweep with all of its trials, and returns its id. */
export async function launchSweep(
  database: Parameters<typeof createSweep>[0],
  spec: SweepSpec,
): Promise<string> {
  const trials = planTrials(spec, { from: 0, to: countTrials(spec) }, { defaultThreads: 1 });
  const sweep = { sweepId: createId(), experiment: 'default', spec, note: '', trials };
  return (await createSweep(database, sweep)).id;
}

/** sweepStatus is the state in the head of a sweep's page. */
export function sweepStatus(page: Page, label: string): Locator {
  return page.locator('header [data-status]').getByText(label, { exact: true });
}

/** trialsByState is the line that counts a sweep's trials: "1 running", "4 canceled". */
export function trialsByState(page: Page, words: string | RegExp): Locator {
  return page.locator('header li[data-status]').getByText(words, { exact: true });
}
