import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { grouped, type Html, type Part, table } from './elements.ts'

type PlaceCount = Report['measures']['places'][number]

/** Looked at and held, looked at and wrong, or not looked at. */
function cell(counts: readonly PlaceCount[]): Html | string {
  const looked = counts.reduce((sum, count) => sum + count.looked, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  if (looked === 0) return html`<span class="unseen">not tried</span>`
  const [mark, tone, amount] = failed > 0 ? ['✕', 'bad', failed] : ['✓', 'good', looked]
  const words = failed > 0 ? `wrong in ${failed} of ${looked} tries` : `held in ${looked} tries`
  return html`<span class="spot ${tone}" title="${words}"><span aria-hidden="true">${mark} ${grouped(amount)}</span><span class="unseen">${words}</span></span>`
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
    body: html`<p class="soft">✓ and how often each check tried a place; ✕ and how often it was wrong there; nothing where it was not tried.</p>
<div class="map">${table('Tries of each place by each check', columns, rows)}</div>`,
  }
}
