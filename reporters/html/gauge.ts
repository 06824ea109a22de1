import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { floorPoints } from '../text.ts'
import { coordinate, type Html } from './elements.ts'

const center = { x: 120, y: 120 }
const radius = 96

/** The point of the half circle at a number of points, 0 on the left and 100 on the right. */
function at(points: number, distance: number): { x: string; y: string } {
  const angle = Math.PI * (1 - points / 100)
  return {
    x: coordinate(center.x + distance * Math.cos(angle)),
    y: coordinate(center.y - distance * Math.sin(angle)),
  }
}

/** The part of the half circle from one number of points to another. */
function arc(name: string, from: number, to: number): Html | string {
  if (to <= from) return ''
  const [start, end] = [at(from, radius), at(to, radius)]
  return html`<path class="${name}" d="M ${start.x} ${start.y} A ${radius} ${radius} 0 0 1 ${end.x} ${end.y}"/>`
}

/** The score as an arc, what is unknown as a fainter one behind it, and the threshold as a mark. */
export function gauge({ score, upper, threshold, verdict }: Report): Html {
  const [inner, outer, label] = [
    at(threshold, radius - 13),
    at(threshold, radius + 13),
    at(threshold, radius + 22),
  ]
  return html`<svg class="gauge ${verdict}" viewBox="-16 -18 272 156" role="img" aria-labelledby="gauge-title">
<title id="gauge-title">Score ${floorPoints(score)} of 100, up to ${floorPoints(upper)} once all is known; ${floorPoints(threshold)} is asked for</title>
${arc('track', 0, 100)}${arc('open', score, upper)}${arc('earned', 0, score)}
<line class="limit" x1="${inner.x}" y1="${inner.y}" x2="${outer.x}" y2="${outer.y}"/>
<text class="limit-text" x="${label.x}" y="${label.y}" text-anchor="${threshold < 50 ? 'end' : 'start'}">${floorPoints(threshold).replace('.0', '')}</text>
<text class="points" x="${center.x}" y="${center.y - 12}" text-anchor="middle">${floorPoints(score)}</text>
<text class="of" x="${center.x}" y="${center.y + 8}" text-anchor="middle">${upper > score ? `up to ${floorPoints(upper)}` : 'of 100'}</text>
</svg>`
}
