import { configDefaults, defineConfig } from 'vitest/config'
import { fileParallelism, suiteProjects } from './suites/support/suite-projects.ts'

/** Continuous integration counts tests by this file. */
const results = process.env.VITEST_JSON_RESULTS
const counted: ['json', { outputFile: string }][] = results ? [['json', { outputFile: results }]] : []

/** Tests that judge how fast a server answers, stop a process at a moment, or start many: one at a time. */
const undisturbed = [
  'fixtures/{faults,package,running}/**/*.test.ts',
  'reporters/unfair-comparisons.test.ts',
  'scripts/docs/journey.test.ts',
  'src/cli/commands/data/convert-workers.test.ts',
  'src/cli/stopping.test.ts',
]

const limits = { testTimeout: 120_000, hookTimeout: 120_000 }

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
          exclude: undisturbed,
          maxWorkers: '100%',
          sequence: { groupOrder: 3 },
          ...limits,
        },
      },
      { test: { name: 'whole', include: undisturbed, sequence: { groupOrder: 4 }, ...limits } },
    ],
  },
})
