/** @laten/db/testing: databases for tests. Imports Vitest; never import it from product code. */
export { createTestDatabase, type TestDatabase } from './create-test-database.ts';
export { newQueuedRun } from './queued-run.ts';
