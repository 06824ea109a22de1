import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { countRest, groupAlike } from '../alike.ts'
import { count, printableLines } from '../text.ts'
import { failedChecks, fixText } from '../words.ts'
import { type Html, nothing, type Part, table, tag, value } from './elements.ts'

type ReportedCheck = Report['checks'][number]

const shownFindings = 20

export const severityTag = (severity: ReportedCheck['severity']): Html =>
  tag(severity === 'blocker' ? 'bad' : severity === 'major' ? 'warn' : 'quiet', severity)

/** The findings that count, in a table; those that somebody answers for are marked. */
export function findingsTable(check: ReportedCheck): Html {
  const shown = groupAlike(check.findings).slice(0, shownFindings)
  if (shown.length === 0) return nothing
  const rest = countRest(check, shown)
  const rows = shown.map(({ finding, amount }) => {
    const { place, code, expected, actual, note, waived, fingerprint } = finding
    return [
      html`<code>${place}</code>${amount > 1 ? html`<br><span class="soft">and ${amount - 1} like it</span>` : ''}`,
      html`${code}${note === null ? '' : html`<br><span class="soft">${note}</span>`}${waived ? html` ${tag('quiet', 'waived')}` : ''}`,
      value(expected),
      value(actual),
      html`<code class="whole">${fingerprint}</code>`,
    ]
  })
  const columns = ['where', 'what', 'expected', 'found', 'fingerprint'].map((title) => ({ title }))
  return html`${table(`Findings of ${check.id}`, columns, rows)}${rest > 0 ? html`<p class="soft">and ${rest} more</p>` : ''}`
}

export const reproduction = ({ reproduce }: ReportedCheck): Html =>
  reproduce.length === 0
    ? nothing
    : html`<p class="label">Repeat it</p><pre tabindex="0"><code>${reproduce.map(printableLines).join('\n')}</code></pre>`

const failure = (
  check: ReportedCheck,
): Html => html`<article class="card ${check.severity}" id="check-${check.id}">
<h3>${severityTag(check.severity)} <code>${check.id}</code></h3>
<p class="statement">${check.statement}</p>
<p class="soft">Why it matters: ${check.why}</p>
${check.messages.map((message) => html`<p>${message}</p>`)}
${findingsTable(check)}
${reproduction(check)}
<p class="next"><b>Next:</b> ${check.remedy}</p>
</article>`

/** What lies outside of the checks: one cause, and all that it keeps from being judged. */
export function causes({ problems, causes: found }: Report): Part | undefined {
  const all = [...problems, ...found]
  if (all.length === 0) return undefined
  return {
    id: 'causes',
    title: 'What stands in the way',
    body: all.map(
      ({ message, next, checks }) => html`<article class="card blocker">
<h3>${message}</h3>
${checks.length > 0 ? html`<p>It keeps ${count(checks.length, 'check')} from being judged: ${checks.map((id, index) => html`${index > 0 ? ', ' : ''}<code>${id}</code>`)}.</p>` : ''}
<p class="next"><b>Next:</b> ${next}</p>
</article>`,
    ),
  }
}

export function failures(report: Report): Part | undefined {
  const failed = failedChecks(report)
  return failed.length === 0 ? undefined : { id: 'failed', title: 'What failed', body: failed.map(failure) }
}

export function fixes(report: Report): Part | undefined {
  if (report.fixes.length === 0 || report.verdict === 'ready') return undefined
  return {
    id: 'fixes',
    title: 'The shortest way to ready',
    body: html`<ol class="fixes">${report.fixes.map((fix) => html`<li>${fixText(fix)}</li>`)}</ol>`,
  }
}
