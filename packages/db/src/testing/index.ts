/** @laten/db/testing: databases for tests. Imports Vitest; never import it from product code. */
export { insertLongSeries } from '../bench/insert-long-series.ts';
export { createTestDatabase, type TestDatabase } from './create-test-database.ts';
export { newSweep, newSweepSpec } from './new-sweep.ts';
export { newQueuedRun } from './queued-run.ts';
export { beginTrial, endTrial, trialEnds } from './run-trials.ts';
export { newWorkerBeat } from './worker-beat.ts';
