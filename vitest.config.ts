import { configDefaults, defineConfig } from 'vitest/config'

/** One project a folder of `suites`; the rehearsal behind them is brought up once and shared. */
const suite = (name: string, order: number) => ({
  test: {
    name,
    include: [`suites/${name}/**/*.test.ts`],
    globalSetup: ['suites/support/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { groupOrder: order },
  },
})

export default defineConfig({
  test: {
    reporters: [...configDefaults.reporters, './reporters/readiness.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,fixtures,reporters}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
      suite('transformers', 0),
      suite('integrity', 0),
      suite('compat', 1),
      suite('performance', 2),
    ],
  },
})
