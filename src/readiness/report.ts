import { aggregate } from './aggregate.ts'
import { findRootCauses } from './causes.ts'
import type { Gate, Rubric, Run } from './contract.ts'
import { describeCategory, describeCause, describeResult, describeWaiver } from './describe.ts'
import { exitCodeFor } from './exit-code.ts'
import { type Fix, findSmallestFixes } from './fixes.ts'
import { checkSetOf, type HistoryLine, trendOf } from './history.ts'
import { type Report, schemaVersion } from './report-schema.ts'
import { findRubricProblem, narrowRubric } from './rubric.ts'
import { score } from './score.ts'
import { judge } from './verdict.ts'
import { applyWaivers, reviewWaivers, type Waiver } from './waivers.ts'

/** What has to be put right before any check can count. */
const firstFixes = (run: Run): Fix[] => [
  ...run.problems.map((problem) => ({ what: problem.message, how: problem.next, checks: [] })),
  ...run.crashed.map((what) => ({ what, how: 'Correct it, and run again.', checks: [] })),
]

/** What people have said before the run. */
export interface Background {
  readonly waivers?: readonly Waiver[]
  /** earlier runs, in any order */
  readonly history?: readonly HistoryLine[]
}

/** Evidence to document: pure, and the same for any order in which the evidence came. */
export function createReport(
  rubric: Rubric,
  run: Run,
  gate: Gate,
  generatedAt: string,
  { waivers = [], history = [] }: Background = {},
): Report {
  const broken = findRubricProblem(rubric)
  const problems = broken ? [broken, ...run.problems] : run.problems
  const judged = broken ? { categories: [], checks: [] } : narrowRubric(rubric, run.judged)
  const { categories, checks } = judged
  const results = aggregate(checks, applyWaivers(run.evidence, checks, waivers, generatedAt))
  const scored = score(categories, results)
  const causes = findRootCauses(results)
  const { verdict, reasons } = judge({ ...run, problems }, results, scored, gate)
  const fixes = findSmallestFixes(categories, results, causes, scored, gate)
  const outcome = {
    generated_at: generatedAt,
    verdict,
    score: scored.lower,
    upper: scored.upper,
    coverage: scored.coverage,
    threshold: gate.threshold,
    check_set: checkSetOf(judged),
  }
  return {
    schema_version: schemaVersion,
    ...outcome,
    reasons: [...reasons],
    exit_code: exitCodeFor(verdict, [...problems, ...causes.map((root) => root.cause)]),
    level: scored.level,
    min_coverage: gate.minCoverage,
    judged: [...run.judged],
    not_judged: [...new Set(rubric.checks.map((check) => check.suite))].filter(
      (id) => !run.judged.includes(id),
    ),
    partial: [...run.partial, ...run.crashed],
    facts: { ...run.facts },
    measures: run.measures,
    problems: problems.map((problem) => describeCause(problem, [])),
    causes: causes.map((root) => describeCause(root.cause, root.checks)),
    categories: scored.categories.map(describeCategory),
    checks: results.map((result) => describeResult(result, causes)),
    fixes: [...firstFixes({ ...run, problems }), ...fixes].map((fix) => ({
      ...fix,
      checks: [...fix.checks],
    })),
    waivers: reviewWaivers(run.evidence, checks, waivers, generatedAt).map(describeWaiver),
    trend: trendOf(history, outcome.check_set),
  }
}
