import { betty } from '../../src/betty/index.ts'
import { guideSubject } from '../../src/cli/commands/api/subject.ts'
import { buildGuide } from '../../src/guide/build-guide.ts'
import { buildReport } from '../../src/guide/build-report.ts'
import { bullets, cell, paragraphs, prose, table } from '../../src/guide/markdown/markdown.ts'
import { routeText } from '../../src/guide/words.ts'
import { guideWriters } from '../../src/guide/write-document.ts'
import { anchorOf } from './anchor.ts'
import { origin } from './origin.ts'

/** All endpoints at a glance, then the guide of each. */
export function writeApiReference(): string {
  const report = buildReport(guideSubject(betty))
  const [title = '', ...rest] = guideWriters.md(buildGuide(guideSubject(betty))).split('\n')
  return paragraphs(
    title,
    origin,
    bullets([
      'For one endpoint: `betty-migrate api guide --method POST --path /knowledge/add`; `api map` rewrites a request.',
      'As a page to give to others: `betty-migrate api guide --output guide.html`; OpenAPI 3.1 of both versions: `betty-migrate api report --openapi openapi`.',
      'Clients that cannot be changed yet: `betty-migrate api gateway` ([cli.md](cli.md#betty-migrate-api-gateway)).',
    ]),
    table(
      [prose(report.source), prose(report.target), 'what for', 'priority', 'breaking changes'],
      report.endpoints.map(({ from, to, summary, priority, breaking_changes: breaking }) => [
        `[\`${routeText(from)}\`](#${anchorOf(routeText(from))})`,
        `\`${routeText(to)}\``,
        cell(summary),
        priority,
        String(breaking),
      ]),
    ),
    rest.join('\n').trim(),
  )
}
