/** Checks as Vitest tests, whose evidence the readiness reporter scores. */
export type { Check, Evidence, Finding, Outcome, Rubric, Severity } from '../readiness/contract.ts'
export { defineRubric } from '../readiness/rubric.ts'
export { type CheckFunction, type CheckOptions, type CreateCheckOptions, createCheck } from './check.ts'
export type { Judge } from './judge.ts'
export { readAsked } from './read-asked.ts'
