/** @laten/db/testing: databases for tests. Imports Vitest; never import it from product code. */
export { insertLongSeries } from '../bench/insert-long-series.ts';
export { createTestDatabase, type TestDatabase } from './create-test-database.ts';
export { newQueuedRun } from './queued-run.ts';
