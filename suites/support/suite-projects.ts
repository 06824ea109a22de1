/** One Vitest project a folder of suites. Performance runs alone, so that nothing else slows it down. */
const order = { transformers: 0, integrity: 0, compat: 1, performance: 2 } as const

/** The projects of all suites, over the systems that a global setup brings up once for all of them. */
export const suiteProjects = (globalSetup = 'suites/support/global-setup.ts') =>
  Object.entries(order).map(([name, groupOrder]) => ({
    test: {
      name,
      include: [`suites/${name}/**/*.test.ts`],
      globalSetup: [globalSetup],
      testTimeout: 600_000,
      hookTimeout: 120_000,
      sequence: { groupOrder },
    },
  }))
