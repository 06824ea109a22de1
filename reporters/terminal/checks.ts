import type { Report } from '../../src/readiness/report-schema.ts'
import { countRest, groupAlike } from '../alike.ts'
import { clip, count, printable } from '../text.ts'
import { failedChecks } from '../words.ts'
import type { Theme } from './theme.ts'
import { wrap } from './wrap.ts'

type ReportedCheck = Report['checks'][number]

const shownFindings = 3
const shownRepeats = 4
const valueLength = 120

function describeFinding(finding: ReportedCheck['findings'][number]): string {
  const value = (name: string, text: string | null) =>
    text === null ? [] : [`${name} ${clip(printable(text), valueLength)}`]
  const values = [
    ...value('expected', finding.expected),
    ...value('found', finding.actual),
    ...(finding.note === null ? [] : [printable(finding.note)]),
  ]
  return `${printable(finding.place)} ${finding.code}${values.length > 0 ? `: ${values.join(', ')}` : ''}`
}

function renderFailed(check: ReportedCheck, { columns, colors }: Theme): string[] {
  const groups = groupAlike(check.findings).filter(({ finding }) => !finding.waived)
  const shown = groups.slice(0, shownFindings)
  const rest = countRest(check, shown)
  const line = (text: string, label = '') => wrap(text, columns, `    ${label}`)
  return [
    `  ${colors.red('✗')} ${colors.bold(check.id)} ${colors.dim(check.severity)}`,
    ...line(printable(check.statement)),
    ...check.messages.flatMap((message) => line(clip(printable(message), 3 * columns))),
    ...shown.flatMap(({ finding, amount }) =>
      line(`${describeFinding(finding)}${amount > 1 ? ` (and ${amount - 1} like it)` : ''}`, '- '),
    ),
    ...(shown.length > 0 && rest > 0 ? line(`- … and ${rest} more`) : []),
    ...check.reproduce.slice(0, shownRepeats).map((repeat) => `    repeat: ${printable(repeat)}`),
    ...line(printable(check.remedy), 'next: '),
  ]
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`  ${title}`, ...lines, '']

/** The failed checks, blockers first, each with its evidence, how to repeat it and what to do. */
export function renderFailures(report: Report, theme: Theme): string[] {
  const failed = failedChecks(report)
  const [blockers, others] = [
    failed.filter((check) => check.severity === 'blocker'),
    failed.filter((check) => check.severity !== 'blocker'),
  ]
  return [
    ...section(
      'Failed blockers',
      blockers.flatMap((check) => renderFailed(check, theme)),
    ),
    ...section(
      'Failed',
      others.flatMap((check) => renderFailed(check, theme)),
    ),
  ]
}

/** Checks with something to look at or without an answer; those behind a known cause stand there. */
export function renderOpen({ checks }: Report, { columns, colors }: Theme): string[] {
  const brief = (check: ReportedCheck) =>
    wrap(
      clip(printable(check.messages.join('; ')), 3 * columns),
      columns,
      `  ${colors.yellow(check.outcome === 'warned' ? '~' : '?')} ${check.id}: `,
      '    ',
    )
  const warned = checks.filter((check) => check.outcome === 'warned')
  const unsure = checks.filter((check) => check.outcome === 'inconclusive' && check.blocked_by === null)
  const unrun = checks.filter((check) => check.outcome === 'not_run' && check.blocked_by === null)
  const byReason = Map.groupBy(unrun, (check) => check.messages.join('; '))
  return [
    ...section('To look at', warned.flatMap(brief)),
    ...section('Inconclusive', unsure.flatMap(brief)),
    ...section(
      'Not run',
      [...byReason].flatMap(([reason, same]) => {
        const ids = same.map(({ id }) => id).join(', ')
        const which = same.length === 1 ? ids : `${count(same.length, 'check')} (${ids})`
        return wrap(`${which}: ${clip(printable(reason), 3 * columns)}`, columns, `  ${colors.yellow('?')} `)
      }),
    ),
  ]
}
