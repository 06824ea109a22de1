import { compatibilities, type Report } from '../guide.ts'
import { compatibilityWords, markOf, routeText } from '../words.ts'
import { bullets, cell, paragraphs, prose, table } from './markdown.ts'

/** A report as one Markdown document. */
export const writeReportMarkdown = (report: Report): string =>
  paragraphs(
    `# ${prose(report.title)}: compatibility`,
    bullets([
      `endpoints: ${report.counts.endpoints}, with ${report.counts.breaking_changes} breaking changes in all`,
      ...compatibilities.map((each) => `${compatibilityWords[each]}: ${report.counts[each]}`),
      `new in ${prose(report.target)}: ${report.counts.new}`,
    ]),
    '## Matrix',
    table(
      [
        prose(report.source),
        prose(report.target),
        'priority',
        ...compatibilities.map((each) => compatibilityWords[each]),
      ],
      report.endpoints.map((endpoint) => [
        `\`${routeText(endpoint.from)}\``,
        `\`${routeText(endpoint.to)}\``,
        endpoint.priority,
        ...compatibilities.map((each) => markOf(endpoint, each)),
      ]),
    ),
    '## Breaking changes',
    ...report.endpoints.flatMap(({ from, changes }) => [
      `### ${prose(routeText(from))}`,
      bullets(changes.filter(({ breaking }) => breaking).map(({ side, text }) => `${side}: ${prose(text)}`)),
    ]),
    `## New in ${prose(report.target)}`,
    table(
      ['endpoint', 'what for', 'token'],
      report.new_endpoints.map(({ route, summary, needs }) => [
        `\`${routeText(route)}\``,
        cell(summary),
        cell(needs ?? 'no token'),
      ]),
    ),
  )
