import { configure } from '../src/settings/configure.ts'
import { loadSettings } from '../src/settings/load-settings.ts'
import { type ReadinessOptions, ReadinessReporter } from './readiness-reporter.ts'

export type { Category, Check, Rubric } from '../src/readiness/contract.ts'
export { defineRubric } from '../src/readiness/rubric.ts'
export { type ReadinessOptions, ReadinessReporter }

/** The reporter for BETTY's own table of checks, and those of a `betty.config.ts`; Vitest makes it without options. */
export default class BettyReadinessReporter extends ReadinessReporter {
  constructor(options: Partial<ReadinessOptions> = {}) {
    super({
      // a configuration that cannot be loaded is told through the waivers
      rubric: async () => (await configure().catch(() => configure(''))).rubric,
      waivers: async () => (await configure()).file.waivers ?? [],
      configured: async () => (await loadSettings()).gate,
      ...options,
    })
  }
}
