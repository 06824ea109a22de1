import type { Outcome, Severity, Verdict } from '../src/readiness/contract.ts'
import type { Report } from '../src/readiness/report-schema.ts'

/** The words that all renderers share. */
export const verdictWords = {
  error: 'no verdict',
  blocked: 'blocked',
  incomplete: 'incomplete',
  not_ready: 'not ready',
  ready: 'ready',
} as const satisfies Record<Verdict, string>

export const outcomeWords = {
  passed: 'passed',
  warned: 'to look at',
  failed: 'failed',
  inconclusive: 'inconclusive',
  not_run: 'not run',
  not_applicable: 'not applicable',
} as const satisfies Record<Outcome, string>

type ReportedCheck = Report['checks'][number]

const severityOrder: readonly Severity[] = ['blocker', 'major', 'minor']

/** The failed checks, the gravest first. */
export const failedChecks = ({ checks }: Report): ReportedCheck[] =>
  checks
    .filter(({ outcome }) => outcome === 'failed')
    .sort((a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity))

export const countsOf = ({ checks }: Report, outcome: Outcome): number =>
  checks.filter((check) => check.outcome === outcome).length

/** What a waiver did, and what to do about it. */
export function waiverText({ state, checks, expires, fingerprint }: Report['waivers'][number]): string {
  const where = checks.length > 0 ? ` in ${checks.join(', ')}` : ''
  if (state === 'used') return `waives a finding${where}, through ${expires}`
  if (state === 'unused') return 'met no finding of this run: remove it if the run was whole'
  if (state === 'expired')
    return `expired after ${expires} and counts for nothing${where}: mend it, or renew the waiver`
  return `counts for nothing${where}: a blocker is waived only by all 12 digits of a fingerprint, not by ${fingerprint.length}`
}

/** A fix as one sentence or two. */
export const fixText = ({ what, how }: Report['fixes'][number]): string =>
  /[.!?]$/.test(what) ? `${what} ${how}` : `${what}: ${how}`

/** Which suites and parts the verdict is about; empty for a whole run of all suites. */
export const scopeTexts = ({ judged, not_judged, partial }: Report): string[] => [
  ...(not_judged.length > 0
    ? [`judged: ${judged.join(', ')} only; not judged: ${not_judged.join(', ')}`]
    : []),
  ...(partial.length > 0 ? [`partial run: ${partial.join('; ')}`] : []),
]
