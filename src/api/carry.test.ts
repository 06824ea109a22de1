import { expect, test } from 'vitest'
import { identify, projectId } from '../betty/identity.ts'
import { betty } from '../betty/index.ts'
import { parseJson } from '../json/json.ts'
import { carryDown, carryUp, findMapping } from './carry.ts'
import type { Call } from './exchange.ts'

const facts = {
  origin: (_table: string, id: string) => (id === identify('users', 7n) ? 7n : null),
  instant: (local: bigint) => local,
}

function mapped(call: Partial<Call> & { path: string }) {
  const whole: Call = { method: 'GET', query: {}, headers: {}, ...call }
  const found = findMapping(betty.mappings, whole.method, whole.path)
  if (!found) throw new Error('no mapping')
  return { whole, mapping: found.mapping, up: () => carryUp(found.mapping, whole, facts).call }
}

test('a written-out path wins over a placeholder', () => {
  expect(mapped({ path: '/api/v1/knowledge/list' }).mapping.id).toBe('knowledge.list')
  expect(mapped({ path: '/api/v1/knowledge/12' }).mapping.id).toBe('knowledge.get')
})

test('a list becomes a search with an empty query', () => {
  const { up } = mapped({
    path: '/api/v1/knowledge/list',
    query: { page: '3', limit: '10', type: 'note', project_id: 'garden' },
  })
  expect(up()).toMatchObject({
    method: 'POST',
    path: '/api/v2/query/advanced-search',
    query: {},
    body: {
      query: '',
      offset: 20,
      max_results: 10,
      project_ids: [projectId('garden')],
      filters: [
        { field: 'knowledge_type', operator: 'eq', value: 'document' },
        {
          field: 'metadata.migration.complement.type',
          operator: 'in',
          value: ['note', { blob: 'bm90ZQ==' }],
        },
      ],
    },
  })
})

test('the number in a path becomes the UUID of the identity rule', () => {
  // UUIDv5 of "knowledge:42" in the namespace of mapping.md, computed with Python's uuid.uuid5
  expect(mapped({ path: '/api/v1/knowledge/42' }).up().path).toBe(
    '/api/v2/knowledge/335a95fb-3da0-5dba-840b-bbcf29e6f069',
  )
})

test('an answer comes down with the words and numbers of v1', () => {
  const { mapping, whole } = mapped({ path: '/api/v1/knowledge/42' })
  const body = parseJson(`{
    "success": true, "message": "ok", "timestamp": "2026-01-01T00:00:00Z", "api_version": "2.0", "request_id": "r",
    "data": {
      "id": "${identify('knowledge', 42n)}", "v1_id": 42, "title": "T", "content": "C", "knowledge_type": "document",
      "project_id": "${projectId('default')}", "created_by": "${identify('users', 7n)}",
      "metadata": {
        "tags": ["a", "b"], "priority": 3, "depth": 1.10, "source_info": {"type": "web"},
        "migration": {"from": "v1", "v1_id": 42, "complement": {"type": "note"}}
      },
      "created_at": "2024-03-01T09:30:00.5Z", "updated_at": "2024-03-01T09:30:00Z"
    }}`)
  const { status, body: down } = carryDown(mapping, whole, { status: 200, headers: {}, body }, facts)
  expect(status).toBe(200)
  expect(
    JSON.parse(JSON.stringify(down, (_key, value) => (typeof value === 'bigint' ? Number(value) : value))),
  ).toEqual({
    success: true,
    data: {
      id: 42,
      title: 'T',
      content: 'C',
      type: 'note',
      tags: ['a', 'b'],
      metadata: { depth: 1.1, source: 'web', importance: 'high' },
      project_id: 'default',
      user_id: 7,
      created_at: '2024-03-01T09:30:00.5Z',
      updated_at: '2024-03-01T09:30:00Z',
    },
  })
})

test.each([
  [404, 404],
  [422, 400],
  [503, 503],
])('a v2 failure %i is a v1 failure %i with the message alone', (status, expected) => {
  const { mapping, whole } = mapped({ path: '/api/v1/knowledge/42' })
  const body = { success: false, error_code: 'x', message: 'no such item', details: null }
  expect(carryDown(mapping, whole, { status, headers: {}, body }, facts)).toMatchObject({
    status: expected,
    body: { success: false, error: 'no such item' },
  })
})

test.each([
  { path: '/api/v1/knowledge/abc' },
  { path: '/api/v1/knowledge/007' },
  { path: '/api/v1/knowledge/%zz' },
  { path: '/api/v1/knowledge/list', query: { page: '0' } },
  { path: '/api/v1/search', query: { q: 'a', limit: 'ten' } },
  { method: 'POST', path: '/api/v1/knowledge/add', body: { title: 5 } },
  { method: 'POST', path: '/api/v1/knowledge/add', body: [] },
  { method: 'POST', path: '/api/v1/knowledge/add', body: { title: 'T', content: 'C', type: '' } },
  { method: 'PUT', path: '/api/v1/knowledge/42', body: { tags: 'a,b' } },
  { method: 'POST', path: '/api/v1/search/semantic', body: { query: 'a', limit: 1.5 } },
  { method: 'POST', path: '/api/v1/search/semantic', body: { query: 5 } },
])('what v1 refuses is refused before v2 is asked: %o', (call) => {
  expect(mapped(call).up).toThrow(expect.objectContaining({ status: 400 }))
})

test('a number that no item can have is not found', () => {
  expect(mapped({ path: '/api/v1/knowledge/9223372036854775808' }).up).toThrow(
    expect.objectContaining({ status: 404 }),
  )
})

test('a semantic search names its kind, and gives at most what v1 gives', () => {
  const { up } = mapped({
    method: 'POST',
    path: '/api/v1/search/semantic',
    body: { query: 'soil', limit: 500, type: 'code', filters: [{ field: 'status' }] },
  })
  expect(up().body).toEqual({
    query: 'soil',
    search_type: 'semantic',
    max_results: 100,
    filters: [
      { field: 'knowledge_type', operator: 'eq', value: 'code' },
      {
        field: 'metadata.migration.complement.type',
        operator: 'in',
        value: ['code', { blob: 'Y29kZQ==' }, null],
      },
    ],
  })
})

test('what v1 does not take from a request does not reach v2', () => {
  const body = { title: 'T', content: 'C', type: 'code', user_id: 1, created_at: 'now', status: 'deleted' }
  expect(mapped({ method: 'POST', path: '/api/v1/knowledge/add', body }).up().body).toEqual({
    title: 'T',
    content: 'C',
    knowledge_type: 'code',
  })
})

test('headers of one connection and of the body stay behind', () => {
  const headers = {
    Authorization: 'Bearer t',
    Host: 'old',
    'Content-Length': '9',
    Connection: 'close, X-Hop',
    'x-hop': '1',
    'x-request-id': 'r',
  }
  expect(mapped({ path: '/api/v1/knowledge/42', headers }).up().headers).toEqual({
    authorization: 'Bearer t',
    'x-request-id': 'r',
  })
})

test.each([undefined, [], 'text', { success: true }, { success: true, data: [] }])(
  'a success that is none of v2 is told as such: %o',
  (body) => {
    const { mapping, whole } = mapped({ path: '/api/v1/knowledge/42' })
    expect(carryDown(mapping, whole, { status: 200, headers: {}, body }, facts)).toMatchObject({
      status: 502,
      body: { success: false },
    })
  },
)

test('a complement that is none does not break an answer', () => {
  const { mapping, whole } = mapped({ path: '/api/v1/knowledge/42' })
  const data = {
    title: 'T',
    knowledge_type: 'code',
    metadata: {
      tags: 5,
      categories: 7,
      migration: { complement: { type: { x: 1 }, metadata: [], user_id: true } },
    },
  }
  const { body } = carryDown(mapping, whole, { status: 200, headers: {}, body: { data } }, facts)
  expect(body).toMatchObject({ data: { title: 'T', type: 'code', tags: [], metadata: { category: 7 } } })
})
