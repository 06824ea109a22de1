import { defineConfig } from 'vitest/config'

/**
 * Tests that need no database, for `npm run mutate`: each mutant is tried by those that reach it. Left out are those
 * that judge hundreds of simulated servers: they take longer than all others together.
 */
export default defineConfig({
  test: {
    include: [
      'src/{records,compare,readiness}/**/*.test.ts',
      'src/extend-migration.test.ts',
      'fixtures/oracle/codecs.test.ts',
    ],
    exclude: ['src/compare/latency-verdicts.test.ts'],
    testTimeout: 60_000,
  },
})
