import { type EndpointGuide, type Guide, languages, type NewEndpoint, type Shot } from '../guide.ts'
import { compatibilityWords, languageWords, rightsText, routeText, sideWords, syntaxOf } from '../words.ts'
import { bullets, codeBlock, numbered, paragraphs, prose } from './markdown.ts'

/** A guide as one Markdown document. */
export const writeGuideMarkdown = (guide: Guide): string =>
  paragraphs(
    `# ${prose(guide.title)}`,
    ...guide.endpoints.map((endpoint) => endpointText(guide, endpoint)),
    ...(guide.new_endpoints.length === 0 ? [] : [`## New in ${prose(guide.target)}`]),
    ...guide.new_endpoints.map(newEndpointText),
  )

const endpointText = (guide: Guide, endpoint: EndpointGuide): string =>
  [
    `## ${prose(routeText(endpoint.from))}`,
    `→ \`${routeText(endpoint.to)}\` — ${prose(endpoint.summary)}`,
    bullets([
      `Compatibility: ${endpoint.compatibility.map((each) => compatibilityWords[each]).join(', ')}`,
      `Priority: ${endpoint.priority} (breaking changes: ${endpoint.breaking_changes})`,
      `Token: ${prose(rightsText(endpoint.needs))}`,
    ]),
    '### What changes',
    bullets(
      endpoint.changes.map(
        ({ side, breaking, text }) =>
          `${sideWords[side]}: ${breaking ? '**breaking** — ' : ''}${prose(text)}`,
      ),
    ),
    '### Steps',
    numbered(endpoint.steps.map(prose)),
    `### Before: ${prose(guide.source)}`,
    shotText(endpoint.before),
    `### After: ${prose(guide.target)}`,
    shotText(endpoint.after),
    '### How to test',
    bullets(endpoint.testing.map(prose)),
  ].join('\n\n')

const shotText = ({ code, answer }: Shot): string =>
  [
    ...languages.map(
      (language) => `${languageWords[language]}:\n\n${codeBlock(syntaxOf[language], code[language])}`,
    ),
    `The answer:\n\n${codeBlock('json', JSON.stringify(answer, null, 2))}`,
  ].join('\n\n')

const newEndpointText = ({ summary, route, needs, call }: NewEndpoint): string =>
  [
    `### ${prose(routeText(route))}`,
    `${prose(summary)}. Token: ${prose(needs ?? 'no token')}.`,
    codeBlock(syntaxOf.curl, call.code.curl),
  ].join('\n\n')
