import { at, fields } from '../../api/lenses/fields.ts'
import { type Lens, requestBody, responseData } from '../../api/lenses/lens.ts'
import { paging } from '../../api/lenses/paging.ts'
import { always, queryInBody } from '../../api/lenses/query.ts'
import type { Resource } from '../../api/lenses/resource.ts'
import { count, countText, each, same, text } from '../../api/lenses/values.ts'
import { defineMapping, type Mapping } from '../../api/mapping.ts'
import { projectId } from '../identity.ts'
import { exampleFound } from './examples.ts'
import { envelope } from './frames.ts'
import { projectIn } from './projects.ts'
import { typeFilter } from './type-filter.ts'

const usual = 20

/** v1 never gives more at once. */
const largest = 100

const mirror = 'what was asked for shows in the results'
const nothingUp = 'what goes up are rules of their own'

const limit = at('max_results', countText(largest), { otherwise: String(usual) })
const limitInBody = at('max_results', count(largest), { otherwise: usual })
const type = at('filters', typeFilter, { silent: '' })

const resultsOf = (item: Resource) => ({
  results: at('results', each(item)),
  total: at('search_metadata.total_results'),
})
const added = { added: ['similarity_score', 'ranking_score', 'highlights', 'search_metadata'] }

/** The slug of a project as the list of its UUID. */
const projects: Lens = {
  ...same,
  tellsPlace: true,
  changes: (side, name) => [
    {
      side,
      breaking: true,
      text: `\`${name}\`, a slug, became \`project_ids\`, a list of UUIDs`,
      todo: 'Send `"project_ids": ["<UUID of the project>"]`: UUIDv5 of `projects:<slug>`.',
    },
  ],
  up: (value, facts) => [projectId(String(text.up(value, facts)))],
}

export const listKnowledge = (item: Resource): Mapping =>
  defineMapping({
    id: 'knowledge.list',
    from: 'GET /api/v1/knowledge/list',
    to: 'POST /api/v2/query/advanced-search',
    frame: envelope,
    rules: [
      responseData(fields({ ...resultsOf(item), page: at('page'), limit: at('limit') }, added), nothingUp),
      queryInBody,
      requestBody(
        fields({
          page: at('page'),
          limit: at('limit'),
          type,
          project_id: at('project_ids', projects, { silent: '' }),
        }),
        mirror,
      ),
      paging({ offset: 'offset', most: 'max_results', usual, largest }),
      always({ query: '', search_type: 'keyword' }, 'an empty query lists, oldest first'),
    ],
    reveals: ({ query }) => projectIn(query.project_id),
    example: { query: { page: '1', limit: '10', type: 'note' }, answer: exampleFound('keyword') },
  })

export const search = (item: Resource): Mapping =>
  defineMapping({
    id: 'search',
    from: 'GET /api/v1/search',
    to: 'POST /api/v2/query/advanced-search',
    frame: envelope,
    rules: [
      responseData(fields(resultsOf(item), added), nothingUp),
      queryInBody,
      requestBody(fields({ q: at('query', text, { otherwise: '' }), limit, type }), mirror),
      always({ search_type: 'hybrid' }, 'words as v1 finds them, ranked'),
    ],
    example: { query: { q: 'compost', limit: '5' }, answer: exampleFound('hybrid') },
  })

export const semanticSearch = (item: Resource): Mapping =>
  defineMapping({
    id: 'search.semantic',
    from: 'POST /api/v1/search/semantic',
    to: 'POST /api/v2/query/advanced-search',
    frame: envelope,
    rules: [
      responseData(fields(resultsOf(item), added), nothingUp),
      requestBody(fields({ query: at('query', text, { required: true }), limit: limitInBody, type }), mirror),
      always({ search_type: 'semantic' }, 'it became one of three ways to search'),
    ],
    example: { body: { query: 'feeding the soil', limit: 5 }, answer: exampleFound('semantic') },
  })
