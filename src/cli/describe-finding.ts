import { type DatabaseFinding, placeOf } from '../compare/database-finding.ts'
import { colors } from './colors.ts'

/** A finding for people: what and where, and both values where there are any. */
export function describeFinding(finding: DatabaseFinding): string {
  const mark = finding.info ? colors.dim('info ') : colors.red('fault')
  const lines = [`${mark} ${finding.code.padEnd(14)} ${placeOf(finding)}`]
  for (const [title, value] of [
    ['should be', finding.expected],
    ['is', finding.actual],
  ] as const)
    if (value !== undefined && value !== 'nothing') lines.push(`        ${title.padEnd(10)} ${value}`)
  return lines.join('\n')
}

export const countFindings = (findings: number): string => `${findings} finding${findings === 1 ? '' : 's'}`
