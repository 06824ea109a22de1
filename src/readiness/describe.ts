import type { ErrorReport } from '../errors.ts'
import type { RootCause } from './causes.ts'
import type { CheckResult, Finding } from './contract.ts'
import type { Report } from './report-schema.ts'
import type { CategoryScore } from './score.ts'
import type { WaiverUse } from './waivers.ts'

const describeFinding = (finding: Finding): Report['checks'][number]['findings'][number] => ({
  code: finding.code,
  place: finding.place,
  expected: finding.expected ?? null,
  actual: finding.actual ?? null,
  note: finding.note ?? null,
  info: finding.info ?? false,
  waived: finding.waived ?? false,
  fingerprint: finding.fingerprint,
})

export const describeCause = (cause: ErrorReport, checks: readonly string[]): Report['causes'][number] => ({
  code: cause.code,
  fault: cause.fault,
  message: cause.message,
  next: cause.next,
  checks: [...checks],
})

export const describeCategory = ({ category, interval, counted, known, failed }: CategoryScore) => ({
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

/** A check whose findings are all waived has warned, and still does not hold. */
const doesNotHold = ({ outcome, findings }: CheckResult): boolean =>
  outcome === 'failed' || (outcome === 'warned' && findings.some((finding) => finding.waived))

export const describeResult = (
  result: CheckResult,
  causes: readonly RootCause[],
): Report['checks'][number] => ({
  id: result.check.id,
  suite: result.check.suite,
  category: result.check.category,
  severity: result.check.severity,
  outcome: result.outcome,
  statement: doesNotHold(result) ? result.check.fails : result.check.holds,
  why: result.check.why,
  remedy: result.check.remedy,
  messages: [...result.messages],
  findings: result.findings.map(describeFinding),
  finding_count: result.findingCount,
  reproduce: [...result.reproduce],
  blocked_by: causes.find((root) => root.checks.includes(result.check.id))?.cause.code ?? null,
})

export const describeWaiver = ({ waiver, state, checks }: WaiverUse): Report['waivers'][number] => ({
  ...waiver,
  state,
  checks: [...checks],
})
