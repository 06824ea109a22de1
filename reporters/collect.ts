import type { TestCase, TestModule, TestSuite } from 'vitest/node'
import { type ErrorReport, MigrateError } from '../src/errors.ts'
import type { Evidence, Rubric } from '../src/readiness/contract.ts'
import { type Facts, mergeFacts } from '../src/readiness/facts.ts'
import { type Measures, mergeMeasures } from '../src/readiness/measures.ts'
import '../src/vitest/context.ts'

/** What the test runner knows at the end of a run, as far as it bears on the checks. */
export interface Collected {
  readonly evidence: readonly Evidence[]
  readonly crashed: readonly string[]
  readonly problems: readonly ErrorReport[]
  /** tests that never had their turn */
  readonly stopped: boolean
  /** what came with the tests; the set-up itself is not there when reports of shards are merged */
  readonly facts: Facts
  readonly measures: Measures
}

interface Thrown {
  readonly name?: string
  readonly message?: string
}

/** The message of an error in one line. */
const textOf = (error: Thrown | undefined): string => error?.message?.split('\n')[0]?.trim() || 'no message'

const notRun = (check: string, message: string, thrown?: unknown): Evidence => {
  const cause = MigrateError.readReport(thrown)
  return {
    check,
    outcome: 'not_run',
    message,
    findings: [],
    findingCount: 0,
    reproduce: [],
    ...(cause ? { cause } : {}),
  }
}

/** The first error of a hook around a test; its tests arrive as skipped, without a word. */
function findHookError(parent: TestSuite | TestModule): Thrown | undefined {
  const [error] = parent.errors()
  if (error) return error
  return parent.type === 'suite' ? findHookError(parent.parent) : undefined
}

function explainSkip(test: TestCase, id: string, note: string | undefined): Evidence {
  const hookError = findHookError(test.parent)
  if (hookError) return notRun(id, `its hook failed: ${textOf(hookError)}`, hookError)
  if (note) return notRun(id, `skipped: ${note}`)
  return notRun(id, 'left out by a filter of the run, or skipped in the code')
}

/** The evidence that a test left, never better than what the runner says of the test. */
function readEvidence(test: TestCase, id: string): Evidence {
  const result = test.result()
  const { evidence } = test.meta()
  if (result.state === 'pending') return notRun(id, 'the run was stopped before it')
  if (result.state === 'skipped') {
    const unjudged = evidence && evidence.outcome !== 'passed' && evidence.outcome !== 'warned'
    return unjudged ? evidence : explainSkip(test, id, result.note)
  }
  const [error] = result.errors ?? []
  if (!evidence)
    return error
      ? notRun(id, `its hook failed: ${textOf(error)}`, error)
      : notRun(id, 'its test left no evidence: it is not registered with check()')
  const retries = test.diagnostic()?.retryCount ?? 0
  if (result.state === 'passed') return { ...evidence, ...(retries > 0 ? { retries } : {}) }
  if (evidence.outcome === 'inconclusive')
    return { ...evidence, message: `${evidence.message}: ${textOf(error)}` }
  if (evidence.outcome === 'not_run') return evidence
  const other = (result.errors ?? []).find(({ name }: Thrown) => name !== 'CheckError')
  if (evidence.outcome !== 'failed')
    return { ...evidence, outcome: 'failed', message: textOf(other ?? error), threw: true }
  return other ? { ...evidence, threw: true } : evidence
}

function findCrashes(module: TestModule): string[] {
  const file = module.relativeModuleId
  const loaded = module.children.size > 0
  return [
    ...module
      .errors()
      .map(
        (error) => `${loaded ? `a hook of ${file} failed` : `${file} could not be loaded`}: ${textOf(error)}`,
      ),
    ...[...module.children.allSuites()].flatMap((suite) =>
      suite.errors().map((error) => `a hook of "${suite.fullName}" in ${file} failed: ${textOf(error)}`),
    ),
  ]
}

function findFalseClaim(test: TestCase, id: string, rubric: Rubric): ErrorReport | undefined {
  const check = rubric.checks.find((known) => known.id === id)
  if (check?.suite === test.project.name) return undefined
  const what = check ? `it belongs to the suite "${check.suite}"` : 'the table of checks does not have it'
  const message = `${test.module.relativeModuleId} speaks for the check "${id}", but ${what}.`
  return new MigrateError(
    'definition_invalid',
    message,
    'Correct the test or the table of checks.',
  ).toReport()
}

/** Reads the test modules of the suites judged; others are left alone. */
export function collect(
  modules: readonly TestModule[],
  rubric: Rubric,
  judged: readonly string[],
): Collected {
  const evidence: Evidence[] = []
  const problems: ErrorReport[] = []
  const mine = modules.filter((module) => judged.includes(module.project.name))
  const tests = mine.flatMap((module) => [...module.children.allTests()])
  const crashed = mine.flatMap(findCrashes)
  for (const test of tests) {
    const id = test.meta().check
    if (id === undefined) {
      if (test.result().state === 'failed')
        crashed.push(`"${test.fullName}" in ${test.module.relativeModuleId} failed, and speaks for no check`)
      continue
    }
    const falseClaim = findFalseClaim(test, id, rubric)
    if (falseClaim) problems.push(falseClaim)
    else evidence.push(readEvidence(test, id))
  }
  const metas = tests.map((test) => test.meta())
  return {
    evidence,
    crashed: [...new Set(crashed)],
    problems,
    stopped: tests.some((test) => test.result().state === 'pending'),
    facts: mergeFacts(metas.map(({ facts }) => facts ?? {})),
    measures: mergeMeasures(metas.map(({ measures }) => measures ?? {})),
  }
}
