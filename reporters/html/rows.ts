import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { duration } from '../text.ts'
import { grouped, type Part, table } from './elements.ts'

const columns = [
  { title: 'table' },
  ...['read', 'landed', 'already there', 'in conflict', 'waiting', 'quarantined'].map((title) => ({
    title,
    right: true,
  })),
  { title: 'reasons' },
]

/** What became of every row that was read. */
export function rows({ measures }: Report): Part | undefined {
  if (measures.rows.length === 0) return undefined
  const lines = measures.rows.map((counts) => {
    const reasons = Object.entries(counts.quarantined).sort(([, a], [, b]) => b - a)
    return [
      html`<code>${counts.table}</code>`,
      ...[
        counts.read,
        counts.landed,
        counts.already_there,
        counts.in_conflict,
        counts.waiting,
        reasons.reduce((sum, [, amount]) => sum + amount, 0),
      ].map(grouped),
      html`${reasons.map(([code, amount], index) => html`${index > 0 ? ', ' : ''}<code>${code}</code> ${grouped(amount)}`)}`,
    ]
  })
  return {
    id: 'rows',
    title: 'What became of the rows',
    body: html`<p class="soft">Every row that was read is counted once.</p>
${table('Rows of each source table', columns, lines)}`,
  }
}

/** How long the real migration will take. */
export function estimate({ measures }: Report): Part | undefined {
  const [longest] = measures.estimates
  if (!longest) return undefined
  const { seconds, lower, upper, text } = longest
  return {
    id: 'estimate',
    title: 'How long the real migration will take',
    body: html`<p class="big">about ${duration(seconds)} <span class="soft">${duration(lower)} to ${duration(upper)}</span></p>
<p>${text}</p>`,
  }
}
