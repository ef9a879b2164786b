import { defineConfig } from 'vitest/config';

const project = (name: string, root: string, extra: object = {}) => ({
  test: { name, root, environment: 'node', include: ['**/*.test.{ts,mjs}'], pool: 'forks', ...extra },
});

/** One project per workspace, so that `vitest run --project db` runs one room of the house. */
export default defineConfig({
  test: {
    projects: [
      project('shared', 'packages/shared'),
      project('model', 'packages/model', { testTimeout: 60_000 }),
      project('db', 'packages/db', { testTimeout: 60_000, hookTimeout: 120_000 }),
      project('trainer', 'apps/trainer', { testTimeout: 240_000, hookTimeout: 240_000 }),
      project('web', 'apps/web', { testTimeout: 120_000, hookTimeout: 240_000 }),
      project('scripts', 'scripts', { testTimeout: 60_000 }),
    ],
  },
});
