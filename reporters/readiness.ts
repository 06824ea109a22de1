import { rubric } from '../src/betty/checks.ts'
import { loadSettings } from '../src/settings/load-settings.ts'
import { type ReadinessOptions, ReadinessReporter } from './readiness-reporter.ts'

export { type ReadinessOptions, ReadinessReporter }

/** The reporter for BETTY's own table of checks; Vitest makes it without options. */
export default class BettyReadinessReporter extends ReadinessReporter {
  constructor(options: Partial<ReadinessOptions> = {}) {
    super({
      rubric,
      waivers: () => loadSettings().waivers,
      configured: () => loadSettings().gate,
      ...options,
    })
  }
}
