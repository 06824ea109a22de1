import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { coordinate, type Html, type Part, table, tag } from './elements.ts'

type Latency = Report['measures']['latencies'][number]

const width = 300

/** The ratio with its interval, on a scale that all rows share; the line is the limit. */
function interval({ place, ratio, lower, upper, limit, verdict }: Latency, end: number): Html {
  const x = (value: number) => coordinate((Math.min(value, end) / end) * width)
  return html`<svg class="interval ${verdict}" viewBox="-4 0 ${width + 8} 24" role="img" aria-label="${place}: ${ratio.toFixed(2)} times, between ${lower.toFixed(2)} and ${upper.toFixed(2)}; ${limit} allowed">
<line class="axis" x1="0" x2="${width}" y1="12" y2="12"/><line class="limit" x1="${x(limit)}" x2="${x(limit)}" y1="1" y2="23"/>
<line class="range" x1="${x(lower)}" x2="${x(upper)}" y1="12" y2="12"/><circle cx="${x(ratio)}" cy="12" r="4.5"/></svg>`
}

const verdicts = {
  within: tag('good', 'within'),
  beyond: tag('bad', 'too slow'),
  undecided: tag('warn', 'undecided'),
} as const

const columns = [
  { title: 'call' },
  { title: 'target ÷ source, on a common scale' },
  { title: 'ratio', right: true },
  { title: 'interval', right: true },
  { title: 'limit', right: true },
  { title: 'medians, ms', right: true },
  { title: 'n', right: true },
  { title: 'verdict' },
]

export function latencies({ measures }: Report): Part | undefined {
  const all = measures.latencies
  if (all.length === 0) return undefined
  const end = 1.1 * Math.max(...all.flatMap(({ upper, limit }) => [Math.min(upper, 3 * limit), limit]))
  const rows = all.map((latency) => [
    html`<code>${latency.place}</code><br><span class="soft">${latency.kind}</span>`,
    interval(latency, end),
    `${latency.ratio.toFixed(2)} ×`,
    `${latency.lower.toFixed(2)} to ${latency.upper.toFixed(2)}`,
    `${latency.limit} ×`,
    `${latency.baseline_median.toFixed(2)} → ${latency.candidate_median.toFixed(2)}`,
    latency.n,
    verdicts[latency.verdict],
  ])
  return {
    id: 'speed',
    title: 'How fast',
    body: html`<p class="soft">How many times as long as the source the target takes. Only an interval that ends before the limit passes.</p>
${table('Ratio of latencies for each call', columns, rows)}`,
  }
}
