import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import { type Html, section } from './elements.ts'

/** What was judged, when, and how. */
export const environment = (report: Report): Html =>
  section(
    'environment',
    'What was judged',
    html`<dl class="facts">${[
      ['made', report.generated_at],
      ['suites', report.judged.join(', ')],
      ['checks', `${report.checks.length}, set ${report.check_set}`],
      ...Object.entries(report.facts),
    ].map(([name, fact]) => html`<div><dt>${name}</dt><dd>${fact}</dd></div>`)}</dl>`,
  )
