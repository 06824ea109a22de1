import { html } from 'hono/html'
import { type EndpointGuide, type Guide, languages, type NewEndpoint, type Shot } from '../guide.ts'
import { compatibilityWords, languageWords, rightsText, routeText, sideWords } from '../words.ts'
import { anchor, codeBlock, type Html, page, prose, tag } from './page.ts'

/** A guide as one HTML file. */
export const writeGuideHtml = (guide: Guide): string =>
  page(
    guide.title,
    html`<h1>${guide.title}</h1>
<p class="lead">${guide.endpoints.length === 1 ? 'One endpoint' : `${guide.endpoints.length} endpoints`}: what changes, what to do, and a call of each version to try.</p>`,
    html`${guide.endpoints.length > 1 ? contents(guide) : ''}
${languageSwitch}
${guide.endpoints.map((endpoint) => card(guide, endpoint))}
${guide.new_endpoints.length > 0 ? html`<h2 id="new">New in ${guide.target}</h2>` : ''}
${guide.new_endpoints.map(newCard)}
<footer>Examples take base URL and token from the environment.</footer>`,
  )

const contents = ({ endpoints, new_endpoints, target }: Guide): Html =>
  html`<nav aria-label="Endpoints"><ol>
${endpoints.map(({ id, from }) => html`<li><a href="#${anchor(id)}">${routeText(from)}</a></li>`)}
${new_endpoints.length > 0 ? html`<li><a href="#new">New in ${target}</a></li>` : ''}
</ol></nav>`

/** Without a script: the style looks at what is chosen. */
const languageSwitch = html`<div class="switch" role="radiogroup" aria-label="Language of the examples"><span>Examples in</span>
${languages.map(
  (language, at) =>
    html`<input type="radio" name="show" id="show-${language}" ${at === 0 ? 'checked' : ''}><label for="show-${language}">${languageWords[language]}</label>`,
)}</div>`

const card = (
  guide: Guide,
  endpoint: EndpointGuide,
): Html => html`<section class="card" id="${anchor(endpoint.id)}">
<h2>${routeText(endpoint.from)}</h2>
<p>→ <code>${routeText(endpoint.to)}</code> — ${prose(endpoint.summary)}</p>
<p>${tag(endpoint.priority, `priority ${endpoint.priority}`)}${endpoint.compatibility.map((each) => tag(each, compatibilityWords[each]))}${tag('', `token: ${rightsText(endpoint.needs)}`)}</p>
<h3>What changes</h3>
<ul class="changes">${endpoint.changes.map(
  ({ side, breaking, text }) =>
    html`<li class="${breaking ? 'hurts' : ''}">${sideWords[side]}: ${prose(text)}${breaking ? html` ${tag('breaking', 'breaking')}` : ''}</li>`,
)}</ul>
<h3>Steps</h3>
<ol>${endpoint.steps.map((step) => html`<li>${prose(step)}</li>`)}</ol>
<div class="pair">${shot(`Before: ${guide.source}`, endpoint.before)}${shot(`After: ${guide.target}`, endpoint.after)}</div>
<h3>How to test</h3>
<ul>${endpoint.testing.map((line) => html`<li>${prose(line)}</li>`)}</ul>
</section>`

const shot = (title: string, { code, answer }: Shot): Html => html`<div>
<h3>${title}</h3>
${languages.map((language) => codeBlock(code[language], `code ${language}`))}
<details><summary>The answer</summary>${codeBlock(JSON.stringify(answer, null, 2))}</details>
</div>`

const newCard = ({ summary, route, needs, call }: NewEndpoint): Html => html`<section class="card">
<h2>${routeText(route)}</h2>
<p>${prose(summary)}</p>
<p>${tag('', `token: ${needs ?? 'no token'}`)}</p>
${languages.map((language) => codeBlock(call.code[language], `code ${language}`))}
</section>`
