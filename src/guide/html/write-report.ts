import { html } from 'hono/html'
import { compatibilities, type Report } from '../guide.ts'
import { compatibilityWords, markOf, routeText } from '../words.ts'
import { anchor, type Html, page, prose, tag } from './page.ts'

/** A report as one HTML file. */
export const writeReportHtml = (report: Report): string =>
  page(
    `${report.title}: compatibility`,
    html`<h1>${report.title}</h1>
<p class="lead">What each endpoint of ${report.source} is in ${report.target}, the most urgent first.</p>
<ul class="counts">${counts(report)}</ul>`,
    html`${matrix(report)}
<h2>Breaking changes</h2>
${report.endpoints.map(details)}
<h2>New in ${report.target}</h2>
<div class="wide"><table><thead><tr><th>endpoint</th><th>what for</th><th>token</th></tr></thead><tbody>
${report.new_endpoints.map(
  ({ route, summary, needs }) =>
    html`<tr><td><code>${routeText(route)}</code></td><td>${prose(summary)}</td><td>${needs ?? 'no token'}</td></tr>`,
)}
</tbody></table></div>
<footer></footer>`,
  )

const counts = ({ counts: found, target }: Report): readonly Html[] =>
  [
    ['endpoints', found.endpoints],
    ['breaking changes', found.breaking_changes],
    ...compatibilities
      .filter((each) => each !== 'breaking')
      .map((each) => [compatibilityWords[each], found[each]]),
    [`new in ${target}`, found.new],
  ].map(([name, number]) => html`<li><b>${number}</b>${name}</li>`)

const matrix = (report: Report): Html => html`<div class="wide"><table>
<thead><tr><th>${report.source}</th><th>${report.target}</th><th>priority</th>${compatibilities.map((each) => html`<th class="mark">${compatibilityWords[each]}</th>`)}</tr></thead>
<tbody>${report.endpoints.map(
  (endpoint) => html`<tr>
<td><a href="#${anchor(endpoint.id)}"><code>${routeText(endpoint.from)}</code></a></td>
<td><code>${routeText(endpoint.to)}</code></td>
<td>${tag(endpoint.priority, endpoint.priority)}</td>
${compatibilities.map((each) => html`<td class="mark">${markOf(endpoint, each)}</td>`)}
</tr>`,
)}</tbody></table></div>`

const details = ({
  id,
  from,
  summary,
  changes,
}: Report['endpoints'][number]): Html => html`<section class="card" id="${anchor(id)}">
<h2>${routeText(from)}</h2>
<p>${prose(summary)}</p>
<ul class="changes">${changes
  .filter(({ breaking }) => breaking)
  .map(
    ({ side, text, todo }) =>
      html`<li class="hurts">${side}: ${prose(text)}<br><small>${prose(todo)}</small></li>`,
  )}</ul>
</section>`
