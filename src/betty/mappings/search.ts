import { Refusal } from '../../api/exchange.ts'
import { defineMapping, type Rule } from '../../api/mapping.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json/json.ts'
import { encodeCell } from '../../records/cell.ts'
import { wordDown, wordUp } from '../../records/codecs/word.ts'
import type { DownFacts } from '../../records/row-down.ts'
import { projectId } from '../identity.ts'
import { knowledgeTypes } from '../vocabulary.ts'
import { data, envelope, failure, memberOf } from './envelopes.ts'
import { knowledgeResource } from './resources.ts'

const defaultLimit = 20

/** v1 never gives more at once. */
const mostResults = 100

/** @throws Refusal 400 when it is no positive whole number, as v1 does */
function wholeNumber(query: Readonly<Record<string, string>>, name: string, otherwise: number): number {
  const text = query[name]
  if (text === undefined) return otherwise
  if (!/^0*[1-9]\d{0,14}$/.test(text)) throw new Refusal(400, `${name} must be a positive whole number`)
  return Number(text)
}

const limitOf = (query: Readonly<Record<string, string>>): number =>
  Math.min(wholeNumber(query, 'limit', defaultLimit), mostResults)

/**
 * A v1 type is a v2 type and, where v2 cannot say it, the word in the complement, in whichever storage class
 * it was kept.
 */
function typeFilters(type: string): JsonObject[] {
  const target = wordUp(knowledgeTypes, type) ?? 'document'
  const kept: Json[] = [type, encodeCell(new TextEncoder().encode(type))]
  if (/^(0|-?[1-9]\d{0,17})$/.test(type)) kept.push(BigInt(type))
  if (wordDown(knowledgeTypes, target) === type) kept.push(null)
  return [
    { field: 'knowledge_type', operator: 'eq', value: target },
    { field: 'metadata.migration.complement.type', operator: 'in', value: kept },
  ]
}

/** Adds members to the body of the v2 search, from the query of the v1 call. */
const inBody = (text: string, members: (query: Readonly<Record<string, string>>) => JsonObject): Rule => ({
  changes: [{ side: 'request', breaking: true, text }],
  up: (request) => {
    const before = isJsonObject(request.body ?? null) ? (request.body as JsonObject) : {}
    return { ...request, body: { ...before, ...members(request.query) } }
  },
  oneWay: 'what was asked for shows in the results',
})

const typeInFilters = inBody('`type` became a filter on `knowledge_type`', ({ type }) =>
  type ? { filters: typeFilters(type) } : {},
)

const queryDropped: Rule = {
  changes: [{ side: 'request', breaking: true, text: 'GET became POST: parameters are in the body' }],
  up: (request) => ({ ...request, query: {} }),
  oneWay: 'an answer has no query',
}

const resultsDown = (answer: Json, facts: DownFacts): readonly Json[] => {
  const results = memberOf(answer, 'results')
  return Array.isArray(results) ? results.map((item) => knowledgeResource.down(item, facts)) : []
}

const totalOf = (answer: Json): Json => memberOf(memberOf(answer, 'search_metadata'), 'total_results')

const restructured = {
  side: 'response',
  breaking: true,
  text: '`total` is `search_metadata.total_results`; each result has scores and highlights',
} as const

export const listKnowledge = defineMapping({
  id: 'knowledge.list',
  summary: 'all knowledge, oldest first, a page at a time',
  from: 'GET /api/v1/knowledge/list',
  to: 'POST /api/v2/query/advanced-search',
  deprecated: true,
  rules: [
    envelope,
    data(
      [restructured, { side: 'response', breaking: true, text: '`page` and `limit` do not come back' }],
      (answer, { query }, facts) => ({
        results: resultsDown(answer, facts),
        total: totalOf(answer),
        page: wholeNumber(query, 'page', 1),
        limit: limitOf(query),
      }),
      'what goes up are rules of their own',
    ),
    inBody('an empty `query` lists', () => ({ query: '', search_type: 'keyword' })),
    inBody('`page` and `limit` became `offset` and `max_results`', (query) => {
      const limit = limitOf(query)
      return { offset: (wholeNumber(query, 'page', 1) - 1) * limit, max_results: limit }
    }),
    typeInFilters,
    inBody('`project_id` became `project_ids`, which are UUIDs', ({ project_id: slug }) =>
      slug ? { project_ids: [projectId(slug)] } : {},
    ),
    queryDropped,
  ],
  failure,
})

export const search = defineMapping({
  id: 'search',
  summary: 'knowledge in which every word occurs',
  from: 'GET /api/v1/search',
  to: 'POST /api/v2/query/advanced-search',
  rules: [
    envelope,
    data(
      [restructured],
      (answer, _asked, facts) => ({ results: resultsDown(answer, facts), total: totalOf(answer) }),
      'what goes up are rules of their own',
    ),
    inBody('`q` became `query`, `limit` became `max_results`', (query) => ({
      query: query.q ?? '',
      search_type: 'hybrid',
      max_results: limitOf(query),
    })),
    typeInFilters,
    queryDropped,
  ],
  failure,
})
