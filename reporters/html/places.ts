import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { type Html, type Part, table, tag } from './elements.ts'

type PlaceCount = Report['measures']['places'][number]

/** Looked at and held, looked at and wrong, or not looked at. */
function cell(counts: readonly PlaceCount[]): Html | string {
  const looked = counts.reduce((sum, count) => sum + count.looked, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  if (looked === 0) return html`<span class="soft" aria-label="not tried">·</span>`
  return failed > 0 ? tag('bad', `✕ ${failed} of ${looked}`) : tag('good', `✓ ${looked}`)
}

/** Which check tried which place, how often, and how often it was wrong. */
export function places({ measures }: Report): Part | undefined {
  if (measures.places.length === 0) return undefined
  const checks = [...new Set(measures.places.map(({ check }) => check))].sort()
  const byPlace = Map.groupBy(measures.places, ({ place }) => place)
  const rows = [...byPlace].map(([place, counts]) => [
    html`<code>${place}</code>`,
    ...checks.map((check) => cell(counts.filter((count) => count.check === check))),
  ])
  const columns = [{ title: 'place' }, ...checks.map((title) => ({ title }))]
  return {
    id: 'places',
    title: 'Place by place',
    body: html`<p class="soft">How often each check tried a place, and how often it was wrong there.</p>
${table('Tries of each place by each check', columns, rows)}`,
  }
}
