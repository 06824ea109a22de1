import type { Evidence, Finding } from '../readiness/contract.ts'

const shown = 5

function line(finding: Finding): string {
  const values = [
    finding.expected === undefined ? '' : `expected ${finding.expected}`,
    finding.actual === undefined ? '' : `found ${finding.actual}`,
    finding.note ?? '',
  ].filter(Boolean)
  return `  ${finding.code} at ${finding.place}${values.length > 0 ? `: ${values.join(', ')}` : ''}`
}

/** What a failed check shows in the output of the test runner: the first findings and the count of the rest. */
export class CheckError extends Error {
  override readonly name = 'CheckError'

  /** @param site the stack of the place where the check is defined */
  constructor(fails: string, evidence: Evidence, site: string | undefined) {
    const counted = evidence.findings.filter((finding) => !finding.info)
    const rest = evidence.findingCount - Math.min(counted.length, shown)
    super(
      [
        fails,
        `  ${evidence.message}`,
        ...counted.slice(0, shown).map(line),
        ...(counted.length > 0 && rest > 0 ? [`  … and ${rest} more`] : []),
        ...evidence.reproduce.slice(0, 3).map((repeat) => `  repeat: ${repeat}`),
      ].join('\n'),
    )
    if (site !== undefined) this.stack = `${this.name}: ${this.message}\n${site}`
  }
}
