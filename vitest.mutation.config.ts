import { defineConfig } from 'vitest/config'

/** Tests that need no database, for `npm run mutate`: each mutant is tried by those that reach it. */
export default defineConfig({
  test: {
    include: [
      'src/{records,compare,readiness}/**/*.test.ts',
      'src/extend-migration.test.ts',
      'fixtures/oracle/codecs.test.ts',
    ],
    testTimeout: 60_000,
  },
})
