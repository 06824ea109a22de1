import { expect, test } from 'vitest'
import { identify, projectId } from '../betty/identity.ts'
import { betty } from '../betty/index.ts'
import { createOrigins } from '../betty/origins.ts'
import type { Json, JsonObject } from '../json/json.ts'
import { answerCall } from './answer-call.ts'
import { findMapping } from './carry.ts'
import type { Answer, Call } from './exchange.ts'

const id42 = identify('knowledge', 42n)
const madeInV2 = '0b6cd9bd-7f5c-4c1b-b9c3-111111111111'

const item = (change: JsonObject = {}): JsonObject => ({
  id: id42,
  v1_id: 42,
  title: 'T',
  content: 'C',
  knowledge_type: 'document',
  project_id: projectId('default'),
  created_by: identify('users', 7n),
  metadata: {
    tags: ['a'],
    depth: 2,
    migration: { from: 'v1', v1_id: 42, complement: { type: 'note', title: 5, columns: { old: 'x' } } },
  },
  created_at: '2024-03-01T09:30:00Z',
  updated_at: '2024-03-01T09:30:00Z',
  ...change,
})

const ok = (data: Json): Answer => ({ status: 200, headers: {}, body: { success: true, data } })
const gone: Answer = { status: 404, headers: {}, body: { success: false, message: 'no such item' } }

/** Sends a v1 call to answers that are given by `METHOD path`, and tells which calls were made. */
async function send(given: Partial<Call> & { path: string }, answers: Readonly<Record<string, Answer>>) {
  const call: Call = { method: 'GET', query: {}, headers: {}, ...given }
  const found = findMapping(betty.mappings, call.method, call.path)
  if (!found) throw new Error('no mapping')
  const made: Call[] = []
  const answer = await answerCall(found.mapping, call, {
    ...createOrigins(),
    ask: async (asked) => {
      made.push(asked)
      return answers[`${asked.method} ${asked.path}`] ?? gone
    },
  })
  return { answer, made, sent: made.at(-1)?.body }
}

const update = (body: JsonObject, now = item()) =>
  send(
    { method: 'PUT', path: '/api/v1/knowledge/42', body },
    { [`GET /api/v2/knowledge/${id42}`]: ok(now), [`PUT /api/v2/knowledge/${id42}`]: ok(now) },
  )

test('an update of a text sends that text and nothing else', async () => {
  const { sent, made } = await update({ content: 'new' })
  expect(made.map(({ method }) => method)).toEqual(['GET', 'PUT'])
  expect(sent).toEqual({ content: 'new' })
})

test('an update with no field changes nothing', async () => {
  expect((await update({})).sent).toEqual({})
})

test('a new type takes its complement along, and leaves the rest of the metadata', async () => {
  const kept = { from: 'v1', v1_id: 42, complement: { title: 5, columns: { old: 'x' } } }
  expect((await update({ type: 'document' })).sent).toEqual({
    knowledge_type: 'document',
    metadata: { tags: ['a'], depth: 2, migration: kept },
  })
  expect((await update({ type: 'image' })).sent).toEqual({
    knowledge_type: 'media',
    metadata: {
      tags: ['a'],
      depth: 2,
      migration: { ...kept, complement: { ...kept.complement, type: 'image' } },
    },
  })
})

test('a complement that is empty now is absent', async () => {
  const now = item({
    metadata: { tags: [], migration: { from: 'v1', v1_id: 42, complement: { type: 'note' } } },
  })
  expect((await update({ type: 'code' }, now)).sent).toEqual({
    knowledge_type: 'code',
    metadata: { tags: [], migration: { from: 'v1', v1_id: 42 } },
  })
  const ofV2 = item({ metadata: { migration: { from: 'v1', complement: { type: 'note' } } } })
  expect((await update({ type: 'code' }, ofV2)).sent).toEqual({
    knowledge_type: 'code',
    metadata: { migration: { from: 'v1' } },
  })
})

test('new metadata takes the place of the old, beside tags and complement', async () => {
  expect((await update({ metadata: { source: 'web' } })).sent).toEqual({
    metadata: {
      tags: ['a'],
      source_info: { type: 'web' },
      migration: {
        from: 'v1',
        v1_id: 42,
        complement: { type: 'note', title: 5, columns: { old: 'x' } },
      },
    },
  })
})

test('new tags leave the metadata as it is', async () => {
  expect((await update({ tags: [] })).sent).toMatchObject({ metadata: { tags: [], depth: 2 } })
})

test('an update that v1 refuses does not reach v2', async () => {
  const { answer, made } = await update({ title: null })
  expect(made).toEqual([])
  expect(answer).toMatchObject({
    status: 400,
    body: { success: false, error: expect.stringContaining('title') },
  })
})

test('an update of an item that may not be read is refused as v2 refuses the reading', async () => {
  const forbidden: Answer = { status: 403, headers: {}, body: { message: 'no right' } }
  const { answer, made } = await send(
    { method: 'PUT', path: '/api/v1/knowledge/42', body: { title: 'x' } },
    { [`GET /api/v2/knowledge/${id42}`]: forbidden },
  )
  expect(made).toHaveLength(1)
  expect(answer).toMatchObject({ status: 403, body: { success: false, error: 'no right' } })
})

test('a reading that is not understood does not pass for the update', async () => {
  const { answer, made } = await send(
    { method: 'PUT', path: '/api/v1/knowledge/42', body: { title: 'x' } },
    { [`GET /api/v2/knowledge/${id42}`]: { status: 200, headers: {}, body: 'hello' } },
  )
  expect(made).toHaveLength(1)
  expect(answer.status).toBe(502)
})

test.each(['GET', 'PUT', 'DELETE'])('%s finds an item that was made in v2 by its number', async (method) => {
  const made2 = ok(item({ id: madeInV2, v1_id: 9007199254740993n }))
  const { answer, made } = await send(
    { method, path: '/api/v1/knowledge/9007199254740993', ...(method === 'PUT' && { body: { title: 'T' } }) },
    {
      'POST /api/v2/query/advanced-search': ok({ results: [{ id: madeInV2 }] }),
      [`GET /api/v2/knowledge/${madeInV2}`]: made2,
      [`PUT /api/v2/knowledge/${madeInV2}`]: made2,
      [`DELETE /api/v2/knowledge/${madeInV2}`]: made2,
    },
  )
  const search = made.find(({ path }) => path.endsWith('advanced-search'))
  expect(JSON.stringify(search?.body)).toContain('"value":9007199254740993')
  expect(answer).toMatchObject({
    status: 200,
    body: { data: method === 'DELETE' ? { deleted: true } : { id: 9007199254740993n } },
  })
})

test('an item that nobody finds is not found', async () => {
  const { answer, made } = await send(
    { path: '/api/v1/knowledge/42' },
    { 'POST /api/v2/query/advanced-search': ok({ results: [] }) },
  )
  expect(made).toHaveLength(2)
  expect(answer).toMatchObject({ status: 404, body: { success: false, error: 'no such item' } })
})

test('whoever may not search is told what the call itself was told', async () => {
  const { answer } = await send(
    { method: 'DELETE', path: '/api/v1/knowledge/42' },
    { 'POST /api/v2/query/advanced-search': { status: 403, headers: {}, body: { message: 'no right' } } },
  )
  expect(answer).toMatchObject({ status: 404, body: { error: 'no such item' } })
})
