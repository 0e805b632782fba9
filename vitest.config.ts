import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '**/dist/**']
/** Every question has one answer, however the data lies. */
const ofEveryWay = ['packages/analytics/**/*.test.ts', 'packages/store/**/*.ways.test.ts']
const way = (name: string) => ({
  extends: true as const,
  test: { name, include: ofEveryWay, env: { AIRGRAPH_TEST_STORE: name } },
})

export default defineConfig({
  test: {
    exclude,
    setupFiles: ['./scripts/seed-property-tests.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'all', include: ['{packages,apps,scripts,evals,bench}/**/*.test.{ts,tsx}'] },
      },
      way('three shards'),
      way('over HTTP'),
    ],
  },
})
