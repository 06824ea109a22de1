import type { z } from 'zod'
import { carryDown, carryUp, findMapping } from '../../src/api/carry.ts'
import { type Call, Refusal } from '../../src/api/exchange.ts'
import type { Mapping } from '../../src/api/mapping.ts'
import { operationAt } from '../../src/api/operation.ts'
import { identify, projectId } from '../../src/betty/identity.ts'
import { differences } from '../../src/compare/differences.ts'
import { isJsonObject, type Json, type JsonObject, parseJson, stringifyJson } from '../../src/json/json.ts'
import { declaration } from '../support/declaration.ts'
import { slugs } from './calls.ts'

/** The laws of the endpoint mappings: each function says how its law is broken, and nothing when it holds. */

const facts = {
  origin: (table: string, id: string) =>
    (table === 'projects' ? slugs.find((slug) => projectId(slug) === id) : id === owner ? 1n : null) ?? null,
  instant: (local: bigint) => local,
}

const owner = identify('users', 1n)

const call = (method: string, path: string, body?: JsonObject): Call => ({
  method,
  path,
  query: {},
  headers: {},
  ...(body && { body }),
})

const overTheWire = (value: Json): JsonObject => parseJson(stringifyJson(value)) as JsonObject

function mappingFor({ method, path }: Call): Mapping {
  const found = findMapping(declaration().mappings, method, path)
  if (!found) throw new Error(`no mapping for ${method} ${path}`)
  return found.mapping
}

/** The item that v2 has after a new one, or after a change: each field that is given takes the place of the old. */
const stored = (sent: Json | undefined, before: JsonObject = madeByV2): JsonObject => {
  const item = { ...before, ...overTheWire(sent ?? {}) }
  return { ...item, metadata: { tags: [], ...(isJsonObject(item.metadata) ? item.metadata : {}) } }
}

const madeByV2: JsonObject = {
  id: identify('knowledge', 1n),
  v1_id: 1,
  project_id: projectId('default'),
  created_by: owner,
  status: 'active',
  version: '2.0',
  quality_score: null,
  embeddings: null,
  access_control: { owner_id: owner, visibility: 'private', permissions: [] },
  created_at: '2024-03-01T09:30:00Z',
  updated_at: '2024-03-01T09:30:00Z',
}

const shownItem = (asked: Call, item: JsonObject): JsonObject => {
  const body = { success: true, message: '', data: item, timestamp: '', api_version: '2.0', request_id: '' }
  const answer = carryDown(mappingFor(asked), asked, { status: 200, headers: {}, body }, facts)
  return (answer.body as { readonly data: JsonObject }).data
}

function difference(expected: Json, actual: Json): string | undefined {
  const [first] = differences(expected, actual)
  return first && `${first.path} was ${first.expected} and comes back as ${first.actual}`
}

/** What is sent as a new item is what comes back, in the answer and later. */
export function newItemLaw(given: JsonObject): string | undefined {
  const sent = overTheWire(given)
  const add = call('POST', '/api/v1/knowledge/add', sent)
  const item = stored(carryUp(mappingFor(add), add, facts).call.body)
  const expected = { tags: [], metadata: {}, project_id: 'default', ...sent }
  const get = call('GET', '/api/v1/knowledge/1')
  return (
    difference(onlyFields(expected, shownItem(add, item)), expected) ??
    difference(onlyFields(expected, shownItem(get, item)), expected)
  )
}

const onlyFields = (wanted: JsonObject, item: JsonObject): JsonObject =>
  Object.fromEntries(Object.keys(wanted).map((name) => [name, item[name] ?? null]))

/** A change gives the item the fields that it names, and leaves all others, whatever was there before. */
export function changeLaw(given: JsonObject, change: JsonObject): string | undefined {
  const add = call('POST', '/api/v1/knowledge/add', overTheWire(given))
  const item = stored(carryUp(mappingFor(add), add, facts).call.body)
  const put = call('PUT', '/api/v1/knowledge/1', overTheWire(change))
  const sent = carryUp(mappingFor(put), put, facts, { current: item }).call.body
  const expected = { ...shownItem(add, item), ...overTheWire(change) }
  return (
    misfit(operationAt(declaration().apis.target, mappingFor(put).to)?.body, sent) ??
    difference(expected, shownItem(put, stored(sent, item)))
  )
}

/** What a list or a search of v1 asks for. */
export interface Wanted {
  readonly text: string
  readonly page: number
  readonly limit: number
  readonly project?: string | undefined
  readonly type?: string | undefined
}

/** Lists and searches ask v2 in the way that the contract names, for the same words and the same page. */
export function searchLaw({ text, page, limit, project, type }: Wanted): string | undefined {
  const pages = { page: String(page), limit: String(limit) }
  const ofType = type === undefined ? {} : { type }
  const inProject = project === undefined ? {} : { project_id: project }
  const asked: readonly (readonly [Call, JsonObject])[] = [
    [
      { ...call('GET', '/api/v1/knowledge/list'), query: { ...pages, ...ofType, ...inProject } },
      {
        query: '',
        offset: (page - 1) * limit,
        project_ids: project === undefined ? null : [projectId(project)],
      },
    ],
    [
      { ...call('GET', '/api/v1/search'), query: { q: text, limit: String(limit), ...ofType } },
      { query: text, search_type: 'hybrid' },
    ],
    [
      call('POST', '/api/v1/search/semantic', { query: text, limit, ...ofType }),
      { query: text, search_type: 'semantic' },
    ],
  ]
  for (const [given, wanted] of asked) {
    const expected = { ...wanted, max_results: limit }
    const up = carryUp(mappingFor(given), given, facts).call
    const sent = overTheWire(up.body ?? {})
    const place = difference('POST /api/v2/query/advanced-search', `${up.method} ${up.path}`)
    const narrowed = difference(type !== undefined, Array.isArray(sent.filters) && sent.filters.length > 0)
    const broken = place ?? narrowed ?? difference(expected, onlyFields(expected, sent))
    if (broken !== undefined) return `${given.method} ${given.path}: ${broken}`
  }
  return undefined
}

/** A number in the path of a call is that of one row, to its last digit. */
export function pathLaw(id: bigint): string | undefined {
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const given = call(method, `/api/v1/knowledge/${id}`, method === 'PUT' ? { title: 'x' } : undefined)
    const up = carryUp(mappingFor(given), given, facts, { current: madeByV2 }).call
    const broken = difference(`/api/v2/knowledge/${identify('knowledge', id)}`, up.path)
    if (broken !== undefined) return `${method} ${given.path}: ${broken}`
  }
  return undefined
}

/**
 * Any call becomes a call that v2 takes if v1 takes it, or is refused as v1 refuses; the same one every time, and it is
 * left as it was.
 */
export function callLaw(given: Call): string | undefined {
  const before = stringifyJson(given as unknown as Json)
  const mapping = mappingFor(given)
  const [up, again] = [attempt(mapping, given), attempt(mapping, given)]
  if (stringifyJson(up as unknown as Json) !== stringifyJson(again as unknown as Json))
    return 'two ways up differ'
  if (stringifyJson(given as unknown as Json) !== before) return 'the call was changed'
  const isRight = misfit(operationAt(declaration().apis.source, mapping.from)?.body, given.body) === undefined
  if (up instanceof Refusal)
    return up.status >= 400 && up.status < 500 ? undefined : `refused with ${up.status}`
  const unfit = misfit(operationAt(declaration().apis.target, mapping.to)?.body, up.body)
  if (isRight === (unfit === undefined)) return undefined
  const sent = stringifyJson(up.body ?? null)
  return isRight ? `v2 would not take ${sent}: ${unfit}` : `v2 would take ${sent}, which v1 refuses`
}

function attempt(mapping: Mapping, given: Call): Call | Refusal {
  try {
    return carryUp(mapping, given, facts).call
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** Any answer of any server to a call that was made becomes an answer of v1: a success in its shape, or a failure in its form. */
export function answerLaw(asked: Call, status: number, body: Json | undefined): string | undefined {
  const mapping = mappingFor(asked)
  if (attempt(mapping, asked) instanceof Refusal) return undefined
  const { source, target } = declaration().apis
  const down = carryDown(mapping, asked, { status, headers: {}, body }, facts)
  if (status >= 400) {
    const expected = { status: status === 422 ? 400 : status, ...said(body) }
    const broken = difference(expected, onlyFields(expected, { status: down.status, ...said(down.body) }))
    if (broken !== undefined) return broken
  }
  if (down.status >= 400) return misfit(source.failure, down.body)
  if (status < 200 || status >= 300) return `${status} became ${down.status}`
  const promised = operationAt(target, mapping.to)?.answers[status]
  if (!promised || misfit(promised, body) !== undefined) return undefined
  return misfit(operationAt(source, mapping.from)?.answers[down.status], down.body)
}

/** The text of a failure, if it has one. */
function said(failure: Json | undefined): JsonObject {
  const text = isJsonObject(failure) ? (failure.message ?? failure.error) : undefined
  return typeof text === 'string' && text !== '' ? { text } : {}
}

/** The first place where a value does not have a shape. */
function misfit(shape: z.ZodType | undefined, value: Json | undefined): string | undefined {
  const issue = shape?.safeParse(value).error?.issues[0]
  return issue && `${issue.path.join('.')}: ${issue.message}`
}
