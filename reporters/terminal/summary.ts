import type { Report } from '../../src/readiness/report-schema.ts'
import { count, duration, floorPercent, floorPoints, printable } from '../text.ts'
import { fixText, scopeTexts, waiverText } from '../words.ts'
import { paintVerdict, type Theme } from './theme.ts'
import { wrap } from './wrap.ts'

/** Verdict, why, score with its interval, and what was judged. */
export function renderHead(report: Report, theme: Theme): string[] {
  const { columns } = theme
  const lines = [`  Readiness: ${paintVerdict(report.verdict, theme)}`]
  for (const reason of report.reasons) lines.push(...wrap(printable(reason), columns, '  '))
  lines.push(
    '',
    ...wrap(
      `score ${floorPoints(report.score)} of 100 (up to ${floorPoints(report.upper)} once all is known), ` +
        `level ${report.level.replace('_', ' ')}, coverage ${floorPercent(report.coverage)}`,
      columns,
      '  ',
    ),
  )
  for (const scope of scopeTexts(report)) lines.push(...wrap(printable(scope), columns, '  '))
  const facts = Object.entries(report.facts).map(([name, value]) => `${name} ${value}`)
  if (facts.length > 0) lines.push(...wrap(theme.colors.dim(printable(facts.join(' · '))), columns, '  '))
  const [estimate] = report.measures.estimates
  if (estimate) lines.push(...wrap(printable(estimateText(estimate)), columns, '  '))
  return lines
}

const estimateText = ({ seconds, lower, upper, text }: Report['measures']['estimates'][number]): string =>
  `the migration itself: about ${duration(seconds)} (${duration(lower)} to ${duration(upper)}); ${text}`

const remark = (category: Report['categories'][number]): string => {
  if (category.score === null) return 'no checks'
  return category.failed > 0 ? `${category.failed} failed` : ''
}

/** One line per category. */
export function renderCategories({ categories }: Report, { colors }: Theme): string[] {
  if (categories.length === 0) return []
  const width = Math.max(8, ...categories.map(({ id }) => id.length))
  const row = (name: string, score: string, known: string, weight: string) =>
    `  ${name.padEnd(width)}  ${score.padStart(6)}  ${known.padStart(7)}  ${weight.padStart(6)}`
  return [
    colors.dim(row('category', 'score', 'known', 'weight')),
    ...categories.map((category) => {
      const { id, score, known, counted, weight } = category
      const line = row(id, score === null ? '–' : floorPoints(score), `${known}/${counted}`, String(weight))
      const note = remark(category)
      return note === '' ? line : `${line}  ${category.failed > 0 ? colors.red(note) : colors.dim(note)}`
    }),
  ]
}

const shownChecks = 6

/** What lies outside of the checks comes first: problems of the run, then causes with what they block. */
export function renderCauses(report: Report, { columns, colors }: Theme): string[] {
  return [...report.problems, ...report.causes].flatMap((cause) => {
    const blocked = cause.checks.slice(0, shownChecks).join(', ')
    const rest = cause.checks.length - shownChecks
    return [
      ...wrap(printable(cause.message), columns, `  ${colors.red('!')} `),
      ...wrap(printable(cause.next), columns, '    next: ', '          '),
      ...(cause.checks.length === 0
        ? []
        : wrap(
            `blocks ${count(cause.checks.length, 'check')}: ${blocked}${rest > 0 ? ` and ${rest} more` : ''}`,
            columns,
            '    ',
          )),
    ]
  })
}

const shownFixes = 8

export function renderFixes({ fixes, verdict }: Report, { columns }: Theme): string[] {
  if (fixes.length === 0 || verdict === 'ready') return []
  const rest = fixes.length - shownFixes
  return [
    '  Shortest way to READY',
    ...fixes
      .slice(0, shownFixes)
      .flatMap((fix, index) => wrap(printable(fixText(fix)), columns, `  ${index + 1}. `)),
    ...(rest > 0 ? [`  and ${rest} more in the report`] : []),
  ]
}

/** Waivers that somebody has to look after; one that does its work shows in the check that it waives. */
export function renderWaivers({ waivers }: Report, { columns, colors }: Theme): string[] {
  const idle = waivers.filter(({ state }) => state !== 'used')
  if (idle.length === 0) return []
  return [
    '  Waivers',
    ...idle.flatMap((waiver) =>
      wrap(
        printable(`${waiver.fingerprint} (${waiver.owner}) ${waiverText(waiver)}`),
        columns,
        `  ${colors.yellow('~')} `,
      ),
    ),
  ]
}
