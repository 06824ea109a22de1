import type { ErrorReport } from '../errors.ts'
import { aggregate } from './aggregate.ts'
import { findRootCauses, type RootCause } from './causes.ts'
import type { CheckResult, Finding, Gate, Rubric, Run } from './contract.ts'
import { exitCodeFor } from './exit-code.ts'
import { type Fix, findSmallestFixes } from './fixes.ts'
import { type Report, schemaVersion } from './report-schema.ts'
import { findRubricProblem, narrowRubric } from './rubric.ts'
import { type CategoryScore, score } from './score.ts'
import { judge } from './verdict.ts'

const describeFinding = (finding: Finding): Report['checks'][number]['findings'][number] => ({
  code: finding.code,
  place: finding.place,
  expected: finding.expected ?? null,
  actual: finding.actual ?? null,
  note: finding.note ?? null,
  info: finding.info ?? false,
  fingerprint: finding.fingerprint,
})

const describeCause = (cause: ErrorReport, checks: readonly string[]): Report['causes'][number] => ({
  code: cause.code,
  fault: cause.fault,
  message: cause.message,
  next: cause.next,
  checks: [...checks],
})

const describeCategory = ({ category, interval, counted, known, failed }: CategoryScore) => ({
  id: category.id,
  weight: category.weight,
  asks: category.asks,
  score: interval?.lower ?? null,
  upper: interval?.upper ?? null,
  coverage: interval?.coverage ?? null,
  counted,
  known,
  failed,
})

const describeResult = (result: CheckResult, causes: readonly RootCause[]): Report['checks'][number] => ({
  id: result.check.id,
  suite: result.check.suite,
  category: result.check.category,
  severity: result.check.severity,
  outcome: result.outcome,
  statement: result.outcome === 'failed' ? result.check.fails : result.check.holds,
  why: result.check.why,
  remedy: result.check.remedy,
  messages: [...result.messages],
  findings: result.findings.map(describeFinding),
  finding_count: result.findingCount,
  reproduce: [...result.reproduce],
  blocked_by: causes.find((root) => root.checks.includes(result.check.id))?.cause.code ?? null,
})

/** What has to be put right before any check can count. */
const firstFixes = (run: Run): Fix[] => [
  ...run.problems.map((problem) => ({ what: problem.message, how: problem.next, checks: [] })),
  ...run.crashed.map((what) => ({ what, how: 'Correct it, and run again.', checks: [] })),
]

/** Evidence to document: pure, and the same for any order in which the evidence came. */
export function createReport(rubric: Rubric, run: Run, gate: Gate, generatedAt: string): Report {
  const broken = findRubricProblem(rubric)
  const problems = broken ? [broken, ...run.problems] : run.problems
  const { categories, checks } = broken ? { categories: [], checks: [] } : narrowRubric(rubric, run.judged)
  const results = aggregate(checks, run.evidence)
  const scored = score(categories, results)
  const causes = findRootCauses(results)
  const { verdict, reasons } = judge({ ...run, problems }, results, scored, gate)
  const fixes = findSmallestFixes(categories, results, causes, scored, gate)
  return {
    schema_version: schemaVersion,
    generated_at: generatedAt,
    verdict,
    reasons: [...reasons],
    exit_code: exitCodeFor(verdict, [...problems, ...causes.map((root) => root.cause)]),
    score: scored.lower,
    upper: scored.upper,
    coverage: scored.coverage,
    level: scored.level,
    threshold: gate.threshold,
    min_coverage: gate.minCoverage,
    judged: [...run.judged],
    not_judged: [...new Set(rubric.checks.map((check) => check.suite))].filter(
      (id) => !run.judged.includes(id),
    ),
    partial: [...run.partial],
    facts: { ...run.facts },
    problems: problems.map((problem) => describeCause(problem, [])),
    causes: causes.map((root) => describeCause(root.cause, root.checks)),
    categories: scored.categories.map(describeCategory),
    checks: results.map((result) => describeResult(result, causes)),
    fixes: [...firstFixes({ ...run, problems }), ...fixes].map((fix) => ({
      ...fix,
      checks: [...fix.checks],
    })),
  }
}
