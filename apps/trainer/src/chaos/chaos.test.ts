import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIdxFolder } from '../testing/idx-folder.ts';
import { runChaos } from './run-chaos.ts';

/** A short one; `npm run test:chaos` is the long one. */

let dataset: Awaited<ReturnType<typeof createIdxFolder>>;
beforeAll(async () => {
  dataset = await createIdxFolder();
});
afterAll(() => dataset.remove());

it('loses and repeats nothing while workers and trainings are killed and frozen, and Postgres is restarted', async () => {
  const report = await runChaos({
    size: { signals: 8, restarts: 1, blackHoles: 0, pauseMs: 1_500, mostLastsMs: 4_000 },
    seed: 3,
    workers: 2,
    concurrency: 1,
    trials: 6,
    epochs: 60,
    dataset: dataset.folder,
    patienceMs: 300_000,
    say: () => undefined,
  });
  expect(report.wrong).toEqual([]);
  expect(report.attempts).toBeGreaterThan(6);
  expect(report.faults['restart-postgres']).toBe(1);
}, 600_000);
