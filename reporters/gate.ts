import { MigrateError } from '../src/errors.ts'
import type { Gate } from '../src/readiness/contract.ts'

const defaults: Gate = { threshold: 90, minCoverage: 0.9 }

function numberWithin(name: string, given: string | number, max: number): number {
  const value = typeof given === 'string' && given.trim() === '' ? Number.NaN : Number(given)
  if (value >= 0 && value <= max) return value
  throw new MigrateError('bad_setting', `${name} is "${given}".`, `Set it to a number from 0 to ${max}.`)
}

/**
 * What a run has to reach: options first, then the environment, then the configuration, then 90 points and 0.9 known.
 * @param configured what a configuration file says
 */
export function resolveGate(
  options: Partial<Gate>,
  environment: NodeJS.ProcessEnv,
  configured: Partial<Gate> = {},
): Gate {
  const { BETTY_READINESS_THRESHOLD: score, BETTY_READINESS_MIN_COVERAGE: coverage } = environment
  const base = { ...defaults, ...configured }
  return {
    threshold: numberWithin('The readiness threshold', options.threshold ?? score ?? base.threshold, 100),
    minCoverage: numberWithin('The minimum coverage', options.minCoverage ?? coverage ?? base.minCoverage, 1),
  }
}
