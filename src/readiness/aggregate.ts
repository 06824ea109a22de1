import type { ErrorReport } from '../errors.ts'
import type { Check, CheckResult, Evidence, Finding, Outcome } from './contract.ts'

/** What wins when several tests speak for one check: a known failure, then doubt, then the weaker pass. */
const rank: Readonly<Record<Outcome, number>> = {
  failed: 5,
  not_run: 4,
  inconclusive: 3,
  warned: 2,
  passed: 1,
  not_applicable: 0,
}

const missing = (check: Check): Evidence => ({
  check: check.id,
  outcome: 'not_run',
  message: 'no test of the run spoke for it',
  findings: [],
  findingCount: 0,
  reproduce: [],
})

/** A pass that took several tries is a pass to look at. */
export function settleRetries(evidence: Evidence): Evidence {
  if (evidence.outcome !== 'passed' || !evidence.retries) return evidence
  const tries = evidence.retries === 1 ? 'a retry' : `${evidence.retries} retries`
  return { ...evidence, outcome: 'warned', message: `passed only after ${tries}; ${evidence.message}` }
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]

function uniqueBy<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  const byKey = new Map(values.map((value) => [keyOf(value), value]))
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
}

const findingKey = (finding: Finding): string =>
  JSON.stringify([
    finding.info === true,
    finding.waived === true,
    finding.code,
    finding.place,
    finding.fingerprint,
    finding.expected ?? null,
    finding.actual ?? null,
    finding.note ?? null,
  ])
const causeKey = (cause: ErrorReport): string => JSON.stringify([cause.code, cause.message, cause.next])
const evidenceKey = (evidence: Evidence): string =>
  JSON.stringify([
    evidence.outcome,
    evidence.message,
    evidence.findings.map(findingKey),
    evidence.findingCount,
    evidence.reproduce,
    evidence.retries ?? 0,
    evidence.threw === true,
    evidence.cause ? causeKey(evidence.cause) : null,
  ])

function join(check: Check, parts: readonly Evidence[]): CheckResult {
  const settled = (parts.length > 0 ? parts : [missing(check)]).map(settleRetries)
  const worst = Math.max(...settled.map((part) => rank[part.outcome]))
  const deciding = settled.filter((part) => rank[part.outcome] === worst)
  return {
    check,
    outcome: deciding[0]?.outcome ?? 'not_run',
    messages: unique(deciding.map((part) => part.message).filter(Boolean)),
    findings: uniqueBy(
      settled.flatMap((part) => part.findings),
      findingKey,
    ),
    findingCount: settled.reduce((sum, part) => sum + part.findingCount, 0),
    reproduce: unique(settled.flatMap((part) => part.reproduce)),
    causes: uniqueBy(
      settled.flatMap((part) => part.cause ?? []),
      causeKey,
    ),
  }
}

/**
 * One result per expected check, in the order of the table. The evidence is taken as a set: neither its
 * order nor a part that arrives twice (overlapping shards) makes a difference.
 */
export function aggregate(checks: readonly Check[], evidence: readonly Evidence[]): CheckResult[] {
  const byCheck = Map.groupBy(evidence, (part) => part.check)
  return checks.map((check) => join(check, uniqueBy(byCheck.get(check.id) ?? [], evidenceKey)))
}
