import { expect } from 'vitest'
import type { Rubric } from '../../src/readiness/contract.ts'
import { reportSchema } from '../../src/readiness/report-schema.ts'
import { makeCategory, makeCheck } from '../../src/readiness/testing/arbitraries.ts'
import { type FixtureProject, runFixture } from './fixture-project.ts'

/** Two suites, three checks. */
export const rubric: Rubric = {
  categories: [makeCategory('endpoints', 20), makeCategory('integrity', 30)],
  checks: [
    makeCheck('get', 'endpoints', 'blocker'),
    makeCheck('list', 'endpoints', 'minor'),
    makeCheck('rows', 'integrity', 'blocker', 'integrity'),
  ],
}

/** Source of tests in which checks hold. */
export const pass = (...ids: string[]) =>
  ids.map((id) => `check('${id}', (judge) => { judge.looked(3, 'items') })`).join('\n')

export const files = {
  'checks/compat/get.test.ts': pass('get'),
  'checks/compat/list.test.ts': pass('list'),
  'checks/integrity/rows.test.ts': pass('rows'),
}

/** Runs the small project with changes; its report has been held against the schema. */
export async function run(change: Partial<FixtureProject> = {}) {
  const ended = await runFixture({ rubric, files, ...change })
  if (ended.report) expect(reportSchema.parse(ended.report)).toEqual(ended.report)
  const outcomes = Object.fromEntries((ended.report?.checks ?? []).map(({ id, outcome }) => [id, outcome]))
  const messages = Object.fromEntries(
    (ended.report?.checks ?? []).map(({ id, messages }) => [id, messages.join()]),
  )
  return { ...ended, outcomes, messages }
}
