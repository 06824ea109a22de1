import type { SerializedError, TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node'
import { type ErrorReport, MigrateError } from '../src/errors.ts'
import type { Evidence, Rubric, Run } from '../src/readiness/contract.ts'
import { mergeFacts } from '../src/readiness/facts.ts'
import { mergeMeasures } from '../src/readiness/measures.ts'
import { collect } from './collect.ts'
import { readSelection, type Selection, type SelectionInput, type SuiteFile } from './selection.ts'

/** What is known of a run when it starts. */
export interface StartedRun {
  readonly input: SelectionInput
  readonly selection: Selection
  /** filters that make a run smaller than the files it names */
  readonly narrowing: readonly string[]
  /** test files of the suites judged */
  readonly expected: number
}

const fileOf = ({ project, moduleId }: TestSpecification): SuiteFile => ({
  suite: project.name,
  file: moduleId,
})

/** Filters that act inside of files, and those that hide files from the configuration. */
function findNarrowing(vitest: Vitest, specifications: readonly TestSpecification[]): string[] {
  const { tagsFilter, cliExclude } = vitest.config
  const pattern = vitest.getGlobalTestNamePattern()
  return [
    ...(pattern ? [`the test name pattern ${pattern}`] : []),
    ...(tagsFilter?.length ? [`the tags ${tagsFilter.join(', ')}`] : []),
    ...(cliExclude?.length ? [`--exclude ${cliExclude.join(', ')}`] : []),
    ...(specifications.some((specification) => specification.testLines?.length) ? ['line numbers'] : []),
  ]
}

/** Undefined when the run has nothing to do with the suites of the rubric. */
export async function readStart(
  vitest: Vitest,
  specifications: readonly TestSpecification[],
  rubric: Rubric,
): Promise<StartedRun | undefined> {
  const narrowing = findNarrowing(vitest, specifications)
  const selected = specifications.map(fileOf)
  const input: SelectionInput = {
    suites: [...new Set(rubric.checks.map((check) => check.suite))],
    all: (await vitest.globTestSpecifications()).map(fileOf),
    selected,
    projectFilter: vitest.config.project.length > 0,
    shard: vitest.config.shard,
    merging: Boolean(vitest.config.mergeReports),
    narrowing,
  }
  const selection = readSelection(input)
  if (!selection) return undefined
  const files = selected.filter(({ suite }) => selection.judged.includes(suite))
  return {
    input,
    selection,
    narrowing,
    expected: new Set(files.map(({ suite, file }) => `${suite}:${file}`)).size,
  }
}

function describeUnhandled(error: SerializedError): ErrorReport {
  const known = MigrateError.readReport(error)
  if (known) return known
  const message = `An error outside of any test: ${error.message.split('\n')[0]}`
  return new MigrateError('internal', message, 'The output above shows where it came from.').toReport()
}

/** Selected tests that never showed up, and filters that left nothing. */
function findEmptiness(
  { narrowing, expected }: StartedRun,
  evidence: readonly Evidence[],
  missing: number,
): ErrorReport[] {
  if (missing > 0) {
    const message = `${missing} of ${expected} test files were never loaded: the run broke off before them.`
    return [
      new MigrateError(
        'internal',
        message,
        'The output above says why, most often in the set-up.',
      ).toReport(),
    ]
  }
  const idle = evidence.every((part) => part.outcome === 'not_run' && !part.cause)
  if (!idle || narrowing.length === 0) return []
  const message = `No check ran; the run was narrowed by ${narrowing.join(' and ')}.`
  return [new MigrateError('nothing_selected', message, 'Look at the filter, and run again.').toReport()]
}

/** What merged runs were asked for stands in their tests. */
function settleSelection({ input, selection }: StartedRun, modules: readonly TestModule[]): Selection {
  if (!input.merging) return selection
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const asked = [...new Set(tests.flatMap((test) => test.meta().asked ?? []))]
  return readSelection({ ...input, asked }) ?? selection
}

/** What the test runner says at the end, in the words of the engine. */
export function readEnd(
  started: StartedRun,
  vitest: Vitest,
  rubric: Rubric,
  modules: readonly TestModule[],
  errors: readonly SerializedError[],
  reason: TestRunEndReason,
): Run {
  const { judged, partial, problems } = settleSelection(started, modules)
  const collected = collect(modules, rubric, judged)
  const contexts = vitest.projects.map((project) => project.getProvidedContext())
  const arrived = modules.filter((module) => judged.includes(module.project.name)).length
  const interrupted = reason === 'interrupted'
  const setupFailure = contexts.find((context) => context.setupFailure)?.setupFailure
  return {
    judged,
    evidence: collected.evidence,
    partial: [
      ...partial,
      ...(interrupted || collected.stopped ? ['the run was stopped before its end'] : []),
    ],
    crashed: collected.crashed,
    problems: [
      ...problems,
      ...collected.problems,
      ...errors.map(describeUnhandled),
      ...findEmptiness(started, collected.evidence, interrupted ? 0 : started.expected - arrived),
      ...(setupFailure && !collected.evidence.some((part) => part.cause) ? [setupFailure] : []),
    ],
    facts: mergeFacts([...contexts.map((context) => context.facts ?? {}), collected.facts]),
    measures: mergeMeasures([...contexts.map((context) => context.measures ?? {}), collected.measures]),
  }
}
