import type { Report } from '../../src/readiness/report-schema.ts'
import { countRest, groupAlike } from '../alike.ts'
import { count, duration, floorPercent, floorPoints } from '../text.ts'
import {
  countsOf,
  failedChecks,
  fixText,
  outcomeWords,
  scopeTexts,
  verdictWords,
  waiverText,
} from '../words.ts'
import { code, prose, table } from './text.ts'

const shownFailures = 10
const shownFindings = 3
const shownFixes = 5

const marks = { ready: '✅', not_ready: '⚠️', incomplete: '⚠️', blocked: '⛔', error: '⛔' } as const

function renderHead(report: Report): string[] {
  const { verdict, score, upper, threshold, level, coverage } = report
  return [
    `## ${marks[verdict]} Migration readiness: ${verdictWords[verdict]}`,
    ...report.reasons.map((reason) => prose(reason)),
    `**${floorPoints(score)}** of 100 (up to ${floorPoints(upper)} once all is known; ${floorPoints(threshold)} asked for) · level ${level.replace('_', ' ')} · coverage ${floorPercent(coverage)}`,
    ...scopeTexts(report).map((scope) => `*${prose(scope)}*`),
  ]
}

const renderCategories = ({ categories }: Report): string =>
  table(
    ['category', 'score', 'known', 'weight', 'failed'],
    categories.map(({ id, score, known, counted, weight, failed }) => [
      code(id),
      score === null ? '–' : floorPoints(score),
      `${known}/${counted}`,
      String(weight),
      failed > 0 ? `**${failed}**` : '0',
    ]),
  ).join('\n')

const renderCauses = ({ problems, causes }: Report): string[] =>
  [...problems, ...causes].map(
    ({ message, next, checks }) =>
      `- ❗ ${prose(message)} ${prose(next)}${checks.length > 0 ? ` (blocks ${count(checks.length, 'check')})` : ''}`,
  )

function renderFailure(check: Report['checks'][number]): string {
  const groups = groupAlike(check.findings).filter(({ finding }) => !finding.waived)
  const shown = groups.slice(0, shownFindings)
  const rest = countRest(check, shown)
  const values = (expected: string | null, actual: string | null) =>
    [
      expected === null ? '' : `expected ${code(expected, 80)}`,
      actual === null ? '' : `found ${code(actual, 80)}`,
    ]
      .filter(Boolean)
      .join(', ')
  const lines = shown.map(({ finding: { place, code: kind, expected, actual }, amount }) =>
    `  - ${code(place)} ${kind} ${values(expected, actual)}${amount > 1 ? ` (and ${amount - 1} like it)` : ''}`.trimEnd(),
  )
  return [
    `- **${prose(check.id)}** (${check.severity}): ${prose(check.statement)}`,
    ...(shown.length === 0 ? [`  - ${prose(check.messages.join('; '))}`] : lines),
    ...(shown.length > 0 && rest > 0 ? [`  - and ${rest} more`] : []),
    ...check.reproduce.slice(0, 1).map((lines) => `  - repeat: ${code(lines.split('\n')[0] ?? '', 500)}`),
    `  - next: ${prose(check.remedy)}`,
  ].join('\n')
}

function renderFailures(report: Report): string[] {
  const failed = failedChecks(report)
  if (failed.length === 0) return []
  const rest = failed.length - shownFailures
  return [
    '### Failed',
    [
      ...failed.slice(0, shownFailures).map(renderFailure),
      ...(rest > 0 ? [`- and ${count(rest, 'check')} more in the report`] : []),
    ].join('\n'),
  ]
}

function renderOthers(report: Report): string[] {
  const others = (['passed', 'warned', 'inconclusive', 'not_run', 'not_applicable'] as const)
    .map((outcome) => ({ outcome, amount: countsOf(report, outcome) }))
    .filter(({ amount }) => amount > 0)
  const [estimate] = report.measures.estimates
  return [
    ...(others.length > 0
      ? [others.map(({ outcome, amount }) => `${amount} ${outcomeWords[outcome]}`).join(' · ')]
      : []),
    ...(estimate
      ? [
          `The migration itself: about ${duration(estimate.seconds)} (${duration(estimate.lower)} to ${duration(estimate.upper)}).`,
        ]
      : []),
  ]
}

function renderFixes(report: Report): string[] {
  if (report.fixes.length === 0 || report.verdict === 'ready') return []
  const rest = report.fixes.length - shownFixes
  return [
    '### Shortest way to ready',
    [
      ...report.fixes.slice(0, shownFixes).map((fix, index) => `${index + 1}. ${prose(fixText(fix))}`),
      ...(rest > 0 ? [`${shownFixes + 1}. and ${rest} more in the report`] : []),
    ].join('\n'),
  ]
}

function renderWaivers({ waivers }: Report): string[] {
  if (waivers.length === 0) return []
  const rows = waivers.map((waiver) => [
    code(waiver.fingerprint),
    prose(waiverText(waiver)),
    prose(waiver.reason),
    prose(waiver.owner),
  ])
  return ['### Waivers', table(['finding', 'what it did', 'reason', 'owner'], rows).join('\n')]
}

/** The report for a pull request: what decides, and where to look; ends with a line break. */
export function renderMarkdown(report: Report): string {
  const blocks = [
    ...renderHead(report),
    renderCauses(report).join('\n'),
    renderCategories(report),
    ...renderOthers(report),
    ...renderFailures(report),
    ...renderFixes(report),
    ...renderWaivers(report),
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}
