import { configDefaults, defineConfig } from 'vitest/config'
import { fileParallelism, suiteProjects } from './suites/support/suite-projects.ts'

/** Continuous integration counts tests by this file. */
const results = process.env.VITEST_JSON_RESULTS
const counted: ['json', { outputFile: string }][] = results ? [['json', { outputFile: results }]] : []

export default defineConfig({
  test: {
    fileParallelism,
    reporters: [...configDefaults.reporters, './reporters/readiness.ts', ...counted],
    projects: [
      ...suiteProjects(),
      {
        test: {
          name: 'unit',
          include: ['{src,fixtures,reporters,scripts}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
