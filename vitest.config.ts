import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What `expect.poll` waits for comes from other processes, on a machine that may be busy. */
const POLL_TIMEOUT_MS = 30_000;

const project = (name: string, root: string, extra: object = {}) => ({
  test: {
    name,
    root,
    environment: 'node',
    include: ['**/*.test.{ts,mjs}'],
    pool: 'forks',
    expect: { poll: { timeout: POLL_TIMEOUT_MS } },
    ...extra,
  },
});

/** A real Postgres of the tests' own, started once and shared by the projects that need it. */
const database = fileURLToPath(new URL('packages/db/src/testing/global-setup.ts', import.meta.url));

/** One project per workspace, so that `vitest run --project db` runs one room of the house. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('shared', 'packages/shared'),
      project('model', 'packages/model', { testTimeout: 60_000 }),
      project('db', 'packages/db', { globalSetup: database, testTimeout: 60_000, hookTimeout: 120_000 }),
      project('trainer', 'apps/trainer', {
        globalSetup: database,
        testTimeout: 240_000,
        hookTimeout: 240_000,
      }),
      project('web', 'apps/web', { globalSetup: database, testTimeout: 120_000, hookTimeout: 240_000 }),
      project('scripts', 'scripts', { testTimeout: 60_000 }),
    ],
  },
});
