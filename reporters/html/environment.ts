import { html } from 'hono/html'
import type { Report } from '../../src/readiness/report-schema.ts'
import type { Part } from './elements.ts'

/** What was judged, when, and how. */
export const environment = (report: Report): Part => ({
  id: 'environment',
  title: 'What was judged',
  body: html`<dl class="facts">${[
    ['made', report.generated_at],
    ['suites', report.judged.join(', ')],
    ['checks', `${report.checks.length}, set ${report.check_set}`],
    ...Object.entries(report.facts),
  ].map(([name, fact]) => html`<div><dt>${name}</dt><dd>${fact}</dd></div>`)}</dl>`,
})
