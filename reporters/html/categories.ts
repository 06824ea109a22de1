import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { floorPoints } from '../text.ts'
import { coordinate, type Html, type Part, table, tag } from './elements.ts'

type Category = Report['categories'][number]

/** Earned, still open and lost, as parts of one bar; open is hatched, so that it shows without colour too. */
function bar({ id, score, upper }: Category): Html | string {
  if (score === null || upper === null) return 'no checks'
  const [earned, open] = [coordinate(score), coordinate(upper - score)]
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${id}: ${floorPoints(score)} earned, ${floorPoints(upper - score)} open">
<rect class="lost" width="100" height="10"/><rect class="open" x="${earned}" width="${open}" height="10"/><rect class="earned" width="${earned}" height="10"/></svg>`
}

const columns = [
  { title: 'category' },
  { title: 'score', right: true },
  { title: 'earned, open, lost' },
  { title: 'up to', right: true },
  { title: 'known', right: true },
  { title: 'failed', right: true },
  { title: 'weight', right: true },
]

export function categories({ categories: all }: Report): Part | undefined {
  if (all.length === 0) return undefined
  const points = (value: number | null) => (value === null ? '–' : floorPoints(value))
  const rows = all.map((category) => [
    html`${category.id}<span class="soft asks">${category.asks}</span>`,
    points(category.score),
    bar(category),
    points(category.upper),
    `${category.known}/${category.counted}`,
    category.failed > 0 ? tag('bad', String(category.failed)) : '0',
    category.weight,
  ])
  return {
    id: 'categories',
    title: 'By category',
    body: html`${table('Score of each category', columns, rows)}
<p class="legend"><span class="swatch earned"></span>earned <span class="swatch open"></span>not known yet <span class="swatch lost"></span>lost</p>`,
  }
}
