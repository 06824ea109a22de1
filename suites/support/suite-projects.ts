import { dirname, extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const self = fileURLToPath(import.meta.url)
/** `.ts` in the repository, `.js` in a build */
const extension = extname(self)

/** The folder that the suites are in, with all that they need. */
export const suitesRoot = resolve(dirname(self), '../..')

/** One Vitest project a folder of suites. Performance runs alone, so that nothing else slows it down. */
const order = { transformers: 0, integrity: 0, compat: 1, performance: 2 } as const

/** The projects of all suites, over the systems that a global setup brings up once for all of them. */
export const suiteProjects = (globalSetup = `suites/support/global-setup${extension}`) =>
  Object.entries(order).map(([name, groupOrder]) => ({
    test: {
      name,
      include: [`suites/${name}/**/*.test${extension}`],
      // an installed package is in a folder that would be left out
      exclude: [],
      server: { deps: { inline: [/\/(suites|src|fixtures)\//] } },
      globalSetup: [globalSetup],
      testTimeout: 600_000,
      hookTimeout: 120_000,
      sequence: { groupOrder },
    },
  }))
