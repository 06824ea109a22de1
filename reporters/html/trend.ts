import { html } from 'hono/html'
import { type HistoryLine, historyLine } from '../../src/readiness/history.ts'
import type { Report } from '../../src/readiness/report-schema.ts'
import { floorPoints } from '../text.ts'
import { verdictWords } from '../words.ts'
import { coordinate, type Html, type Part, table } from './elements.ts'

const [width, height] = [640, 160]

const time = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`

/** Scores over the runs, each with its interval; the line across is the threshold of this run. */
function chart(lines: readonly HistoryLine[], threshold: number): Html {
  const x = (index: number) => coordinate((index / Math.max(1, lines.length - 1)) * width)
  const y = (points: number) => coordinate(height * (1 - points / 100))
  return html`<svg class="trend" viewBox="-34 -10 ${width + 48} ${height + 20}" role="img" aria-label="Scores of ${lines.length} runs; the table below holds the numbers">
${[0, 50, 100].map((points) => html`<line class="grid" x1="0" x2="${width}" y1="${y(points)}" y2="${y(points)}"/><text x="-8" y="${y(points)}" dy="0.35em" text-anchor="end">${points}</text>`)}
<line class="limit" x1="0" x2="${width}" y1="${y(threshold)}" y2="${y(threshold)}"/>
<polyline class="path" points="${lines.map(({ score }, index) => `${x(index)},${y(score)}`).join(' ')}"/>
${lines.map(({ score, upper, verdict }, index) => html`<line class="range" x1="${x(index)}" x2="${x(index)}" y1="${y(score)}" y2="${y(upper)}"/><circle class="${verdict}" cx="${x(index)}" cy="${y(score)}" r="5"/>`)}
</svg>`
}

const columns = [
  { title: 'run' },
  { title: 'verdict' },
  { title: 'score', right: true },
  { title: 'up to', right: true },
  { title: 'failed checks' },
]

/** This run behind the earlier ones that were judged on the same checks. */
export function trend(report: Report): Part | undefined {
  if (report.trend.length === 0) return undefined
  const lines = [...report.trend, historyLine(report)]
  const rows = lines
    .toReversed()
    .map(({ generated_at, verdict, score, upper, failed }) => [
      time(generated_at),
      verdictWords[verdict],
      floorPoints(score),
      floorPoints(upper),
      failed.join(', '),
    ])
  return {
    id: 'trend',
    title: 'Over time',
    body: html`${chart(lines, report.threshold)}
<details><summary>The numbers</summary>${table('Earlier runs on the same checks', columns, rows)}</details>`,
  }
}
