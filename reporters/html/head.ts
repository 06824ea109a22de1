import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { duration, floorPercent, floorPoints } from '../text.ts'
import { countsOf, scopeTexts } from '../words.ts'
import { grouped, type Html } from './elements.ts'
import { gauge } from './gauge.ts'

const headlines = {
  ready: ['✓', 'Ready to migrate'],
  not_ready: ['!', 'Not ready yet'],
  incomplete: ['?', 'Not enough is known'],
  blocked: ['✕', 'Blocked'],
  error: ['✕', 'No verdict'],
} as const

/** The figures that people ask for first. */
function figures(report: Report): readonly (readonly [string, string, string])[] {
  const { score, upper, level, coverage, min_coverage, checks, measures } = report
  const blockers = checks.filter(
    ({ severity, outcome }) => severity === 'blocker' && outcome === 'failed',
  ).length
  const rows = measures.rows.reduce((sum, { read }) => sum + read, 0)
  const [estimate] = measures.estimates
  return [
    [
      'level',
      level.replace('_', ' '),
      upper > score ? `${floorPoints(score)} to ${floorPoints(upper)}` : `${floorPoints(score)} of 100`,
    ],
    ['known', floorPercent(coverage), `${floorPercent(min_coverage)} asked for`],
    ['failed checks', String(countsOf(report, 'failed')), `${blockers} of them blockers`],
    ['checks', String(checks.length), `${countsOf(report, 'passed')} passed`],
    ...(rows > 0 ? [['rows', grouped(rows), 'read from the source'] as const] : []),
    ...(estimate
      ? [
          [
            'the real run',
            duration(estimate.seconds),
            `${duration(estimate.lower)} to ${duration(estimate.upper)}`,
          ] as const,
        ]
      : []),
  ]
}

/** Verdict, gauge and why: what a person sees who looks for two seconds. */
export function head(report: Report): Html {
  const [mark, words] = headlines[report.verdict]
  return html`<div class="verdict ${report.verdict}">
${gauge(report)}
<div>
<p class="over">Migration readiness</p>
<h1><span class="mark" aria-hidden="true">${mark}</span> ${words}</h1>
${report.reasons.map((reason) => html`<p class="reason">${reason}</p>`)}
${scopeTexts(report).map((text) => html`<p class="scope">${text}</p>`)}
</div>
</div>
<dl class="figures">${figures(report).map(
    ([name, figure, more]) => html`<div><dt>${name}</dt><dd><b>${figure}</b> <span>${more}</span></dd></div>`,
  )}</dl>`
}
