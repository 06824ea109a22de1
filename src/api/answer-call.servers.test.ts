import { beforeAll, beforeEach, expect, test } from 'vitest'
import { betty } from '../betty/index.ts'
import { createOrigins } from '../betty/origins.ts'
import { differences } from '../compare/differences.ts'
import { openTwoServers, type Side, type TwoServers } from '../conversion/two-servers.testing.ts'
import { type Json, type JsonObject, parseJson, stringifyJson } from '../json/json.ts'
import { answerCall } from './answer-call.ts'
import { findMapping } from './carry.ts'
import type { Answer, Call } from './exchange.ts'

let servers: TwoServers

beforeAll(async () => {
  servers = await openTwoServers()
  return () => servers.close()
})
beforeEach(() => servers.reset())

async function ask({ url, token }: Side, { method, path, query, body }: Call): Promise<Answer> {
  const answer = await fetch(`${url}${path}?${new URLSearchParams(query)}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: stringifyJson(body) }),
  })
  return { status: answer.status, headers: {}, body: parseJson(await answer.text()) }
}

const callOf = (method: string, path: string, body?: JsonObject, query = {}): Call => ({
  method,
  path: `/api/v1${path}`,
  query,
  headers: {},
  ...(body && { body }),
})

const origins = createOrigins()

function throughMapping(call: Call): Promise<Answer> {
  const found = findMapping(betty.mappings, call.method, call.path)
  if (!found) throw new Error('no mapping')
  return answerCall(found.mapping, call, { ...origins, ask: (each) => ask(servers.v2, each) })
}

const timeless = ({ status, body }: Answer): Json =>
  JSON.parse(
    stringifyJson({ status, body: body ?? null }).replace(/"updated_at":"[^"]*"/g, '"updated_at":""'),
  )

test.each<[string, JsonObject]>([
  ['nothing', {}],
  ['a title', { title: 'New' }],
  ['a type that v2 knows by the same word', { type: 'document' }],
  ['a type that needs a complement', { type: 'snippet' }],
  ['tags', { tags: ['a', 'b,c'] }],
  ['no tags', { tags: [] }],
  ['metadata', { metadata: { source: 'web', depth: 2, importance: 'HIGH' } }],
  ['no metadata', { metadata: {} }],
  [
    'all fields',
    { title: 'T', content: 'C', type: 'image', tags: ['x'], metadata: { a: null }, project_id: null },
  ],
])('an update of %s leaves the same item in v2 as in v1', async (_what, change) => {
  for (const call of [callOf('PUT', '/knowledge/42', change), callOf('GET', '/knowledge/42')])
    expect(differences(timeless(await ask(servers.v1, call)), timeless(await throughMapping(call)))).toEqual(
      [],
    )
})

test('no complement of the old value is left in the database', async () => {
  await throughMapping(callOf('PUT', '/knowledge/42', { type: 'document' }))
  const [row] = await servers.session.query(`SELECT metadata ->> 'migration' AS kept FROM knowledge_items`)
  expect(JSON.parse(String(row?.kept))).toEqual({ from: 'v1', v1_id: 42 })
})

test('a deleted item is gone in both', async () => {
  for (const method of ['DELETE', 'GET', 'PUT', 'DELETE']) {
    const call = callOf(method, '/knowledge/42', method === 'PUT' ? { title: 'x' } : undefined)
    const [before, after] = [await ask(servers.v1, call), await throughMapping(call)]
    expect(after.status).toBe(before.status)
    if (before.status < 400) expect(after.body).toEqual(before.body)
  }
})

test('a semantic search finds the same', async () => {
  for (const body of [
    { query: 'soil' },
    { query: 'soil', type: 'note' },
    { query: 'soil', type: 'code' },
    {},
    { query: 1 },
  ]) {
    const call = callOf('POST', '/search/semantic', body)
    const [before, after] = [await ask(servers.v1, call), await throughMapping(call)]
    expect(after.status).toBe(before.status)
    if (before.status < 400) expect(differences(timeless(before), timeless(after))).toEqual([])
  }
})

test('an item that was made in v2 is read, changed and deleted by its number', async () => {
  const added = await throughMapping(
    callOf('POST', '/knowledge/add', { title: 'T', content: 'C', type: 'link' }),
  )
  expect(added).toMatchObject({ status: 201, body: { data: { type: 'link', user_id: 7n } } })
  const { id } = (added.body as { data: { id: number } }).data
  const path = `/knowledge/${id}`
  expect(await throughMapping(callOf('GET', path))).toMatchObject({
    status: 200,
    body: { data: { id, title: 'T' } },
  })
  expect(await throughMapping(callOf('PUT', path, { type: 'reference' }))).toMatchObject({
    status: 200,
    body: { data: { id, type: 'reference' } },
  })
  expect(await throughMapping(callOf('DELETE', path))).toMatchObject({
    status: 200,
    body: { data: { deleted: true } },
  })
  expect((await throughMapping(callOf('GET', path))).status).toBe(404)
})
