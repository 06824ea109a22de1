/** What tests are written with; only for their files, not for a Vitest configuration: checks whose evidence the readiness reporter scores, fixtures and matchers. */
import './support/matchers.ts'

export type { Check, Evidence, Finding, Outcome, Rubric, Severity } from '../src/readiness/contract.ts'
export {
  type CheckFunction,
  type CheckOptions,
  type CreateCheckOptions,
  createCheck,
} from '../src/vitest/check.ts'
export type { Judge } from '../src/vitest/judge.ts'
export { readAsked } from '../src/vitest/read-asked.ts'
export { ownCheck as check } from './support/check.ts'
export { migration } from './support/configured.ts'
export { type Fixtures, test } from './support/fixtures.ts'
export type { BettyMatchers } from './support/matchers.ts'
export { type Apis, openApis, type Systems, systems, withDatabase } from './support/systems.ts'
export { withV1File } from './support/v1-file.ts'
