import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { outcomeWords } from '../words.ts'
import { type Html, type Part, type Tone, table, tag } from './elements.ts'
import { findingsTable, reproduction, severityTag } from './problems.ts'

type ReportedCheck = Report['checks'][number]

const looks = {
  passed: ['good', '✓'],
  warned: ['warn', '!'],
  failed: ['bad', '✕'],
  inconclusive: ['warn', '?'],
  not_run: ['warn', '?'],
  not_applicable: ['quiet', '–'],
} as const satisfies Record<ReportedCheck['outcome'], readonly [Tone, string]>

const outcomeTag = (outcome: ReportedCheck['outcome']): Html =>
  tag(looks[outcome][0], `${looks[outcome][1]} ${outcomeWords[outcome]}`)

const said = ({ messages, blocked_by }: ReportedCheck): string =>
  blocked_by === null ? messages.join('; ') : `blocked by ${blocked_by}`

/** Checks that hold with something to look at, or have no answer. */
export function open({ checks }: Report): Part | undefined {
  const found = checks.filter(
    ({ outcome, blocked_by }) =>
      outcome === 'warned' || ((outcome === 'inconclusive' || outcome === 'not_run') && blocked_by === null),
  )
  if (found.length === 0) return undefined
  return {
    id: 'open',
    title: 'To look at, and not known',
    body: found.map(
      (check) => html`<article class="card">
<h3>${outcomeTag(check.outcome)} ${severityTag(check.severity)} <code>${check.id}</code></h3>
<p>${check.statement}</p><p class="soft">${said(check)}</p>
${findingsTable(check)}${reproduction(check)}
</article>`,
    ),
  }
}

const columns = ['check', 'outcome', 'severity', 'what it says', 'what was seen'].map((title) => ({ title }))

/** Every check that was expected, by category. */
export function allChecks({ checks, categories }: Report): Part | undefined {
  if (checks.length === 0) return undefined
  const groups = categories.map(({ id }) => ({ id, own: checks.filter(({ category }) => category === id) }))
  return {
    id: 'checks',
    title: 'Every check',
    body: groups
      .filter(({ own }) => own.length > 0)
      .map(({ id, own }) => {
        const held = own.filter(({ outcome }) => outcome === 'passed').length
        return html`<details><summary><b>${id}</b> ${held} of ${own.length} passed</summary>${table(
          `Checks of ${id}`,
          columns,
          own.map((check) => [
            html`<code>${check.id}</code>`,
            outcomeTag(check.outcome),
            severityTag(check.severity),
            check.statement,
            said(check),
          ]),
        )}</details>`
      }),
  }
}
