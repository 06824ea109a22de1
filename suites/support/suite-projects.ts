import { dirname, extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Configured } from '../../src/settings/configure.ts'

const self = fileURLToPath(import.meta.url)
/** `.ts` in the repository, `.js` in a build */
const extension = extname(self)

/** The folder that the suites are in, with all that they need. */
export const suitesRoot = resolve(dirname(self), '../..')

/** One Vitest project a folder of suites. Performance runs alone, so that nothing else slows it down. */
const order = { transformers: 0, integrity: 0, compat: 1, performance: 2 } as const

/** What one file writes to a running system, another one would see. */
export const fileParallelism = !['1', 'true'].includes(process.env.BETTY_ALLOW_WRITES ?? '')

const usualSetup = `suites/support/global-setup${extension}`

/** Modules of this package only: the folder that it is installed in may be called `src`, too. */
const ours = new RegExp(
  `${suitesRoot.replaceAll('\\', '/').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/(suites|src|fixtures)/`,
)

const surroundings = (globalSetup: string) => ({
  server: { deps: { inline: [ours] } },
  globalSetup: [globalSetup],
  testTimeout: 600_000,
  hookTimeout: 120_000,
})

/** The projects of all suites, over the systems that a global setup brings up once for all of them. */
export const suiteProjects = (globalSetup = usualSetup) =>
  Object.entries(order).map(([name, groupOrder]) => ({
    test: {
      name,
      include: [`suites/${name}/**/*.test${extension}`],
      // an installed package is in a folder that would be left out
      exclude: [] as string[],
      ...surroundings(globalSetup),
      sequence: { groupOrder },
    },
  }))

/** The projects of suites that a `betty.config.ts` adds, over the same systems. */
export const ownProjects = ({ root, files }: Configured['suites']) =>
  Object.entries(files).map(([name, include]) => ({
    root,
    test: {
      name,
      include: [...include],
      exclude: ['**/node_modules/**'],
      ...surroundings(resolve(suitesRoot, usualSetup)),
      sequence: { groupOrder: order.compat },
    },
  }))
