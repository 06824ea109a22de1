import { ReadinessReporter } from 'betty-migrate/reporter'
import { defineConfig } from 'vitest/config'
import { rubric } from './rubric.ts'

export default defineConfig({
  test: {
    reporters: ['default', new ReadinessReporter({ rubric })],
    projects: [
      {
        test: {
          name: 'systems',
          include: ['systems/*.test.ts'],
          globalSetup: 'betty-migrate/setup',
          hookTimeout: 300_000,
          testTimeout: 60_000,
        },
      },
      { test: { name: 'rows', include: ['rows/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
})
