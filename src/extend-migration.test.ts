import { expect, test } from 'vitest'
import { carryDown, carryUp, findMapping } from './api/carry.ts'
import { defineMapping } from './api/mapping.ts'
import { betty, declareBetty, records } from './betty/index.ts'
import { envelope } from './betty/mappings/frames.ts'
import { findOwnParts } from './compare/own-parts.ts'
import { extendMigration, type MigrationExtension } from './extend-migration.ts'
import { type Facts, wholeCell } from './records/codec.ts'
import { optionalText, requiredText } from './records/codecs/text.ts'
import { field } from './records/record.ts'
import { rowDown } from './records/row-down.ts'
import { rowUp } from './records/row-up.ts'
import { column } from './records/target-row.ts'

const extend = (extension: MigrationExtension) => extendMigration(records, declareBetty, extension)

const text = requiredText()
const shouted = wholeCell<string>({
  describe: 'text in capitals',
  up: (cell, row) => text.up(cell, row).toUpperCase(),
  down: (value) => value,
})
const loud = () => extend({ fields: { knowledge: { title: field(column('title'), shouted) } } })

const facts: Facts = { standing: () => 'lands', substitute: () => undefined, instant: (at) => at }
const downFacts = { origin: () => null, instant: (at: bigint) => at }
const row = {
  id: 1n,
  title: 'Compost',
  content: 'x',
  type: 'document',
  user_id: 1n,
  created_at: '2024-03-01 09:30:00',
}

const landed = (migration = loud()) => {
  const record = migration.records.find(({ source }) => source === 'knowledge')
  if (!record) throw new Error('no record of knowledge')
  const up = rowUp(record, row, facts)
  if (up.kind !== 'landed') throw new Error(up.reason)
  return { record, row: up.row }
}

test('rows go up through the codec that was put in, and come back', () => {
  const { record, row: target } = landed()
  expect(target.title).toBe('COMPOST')
  expect(rowDown(record, 1n, target, downFacts)).toMatchObject({ title: 'Compost', content: 'x' })
})

test('answers and requests follow it', () => {
  const call = { method: 'GET', path: '/api/v1/knowledge/1', query: {}, headers: {} }
  const { row: target } = landed()
  const found = findMapping(loud().mappings, call.method, call.path)
  if (!found) throw new Error('no mapping')
  const body = {
    success: true,
    data: {
      ...target,
      id: String(target.id),
      v1_id: 1,
      created_at: '2024-03-01T09:30:00Z',
      updated_at: '2024-03-01T09:30:00Z',
    },
  }
  const answer = carryDown(found.mapping, call, { status: 200, headers: {}, body: body as never }, downFacts)
  expect(answer.body).toMatchObject({ data: { title: 'Compost' } })

  const added = {
    method: 'POST',
    path: '/api/v1/knowledge/add',
    query: {},
    headers: {},
    body: { title: 'Mulch', content: 'y', type: 'note' },
  }
  const add = findMapping(loud().mappings, added.method, added.path)
  if (!add) throw new Error('no mapping')
  expect(carryUp(add.mapping, added, downFacts).call.body).toMatchObject({ title: 'MULCH', content: 'y' })
})

test('what is BETTY itself stays as it was', () => {
  expect(landed(betty).row.title).toBe('Compost')
  expect(extend({}).mappings.map(({ id }) => id)).toEqual(betty.mappings.map(({ id }) => id))
})

test('a mapping from a known endpoint takes the place of the other', () => {
  const mapping = defineMapping({
    id: 'version',
    from: 'GET /api/v1/version',
    to: 'GET /api/health',
    frame: envelope,
    rules: [],
    example: { answer: {} },
  })
  const { mappings } = extend({ mappings: [mapping] })
  expect(mappings).toHaveLength(betty.mappings.length)
  expect(mappings.find(({ id }) => id === 'version')?.to.path).toBe('/api/health')
})

test('own parts: nothing of BETTY itself', () => {
  expect(findOwnParts(betty, extend({}))).toEqual({ fields: {}, places: {}, tables: [] })
})

test('own parts: a column, its complement, and whoever refers to its rows', () => {
  expect(findOwnParts(betty, loud())).toEqual({
    fields: { knowledge: ['title'], relationships: ['source_id', 'target_id'] },
    places: {
      // once for the original and once for what took its place
      knowledge_items: twice(['title'], ...complement('metadata', 'title')),
      knowledge_relationships: twice(
        ['source_knowledge_id'],
        ['target_knowledge_id'],
        ...complement('metadata', 'source_id'),
        ...complement('metadata', 'target_id'),
      ),
    },
    tables: [],
  })
})

test('own parts: what is derived from a column goes with it', () => {
  const { fields, places } = findOwnParts(
    betty,
    extend({ fields: { users: { email: field(column('email'), optionalText()) } } }),
  )
  expect(fields).toEqual({
    users: ['email'],
    knowledge: ['user_id'],
    relationships: ['source_id', 'target_id'],
  })
  expect(places.knowledge_items).toContainEqual(['access_control'])
  expect(places.users).not.toContainEqual(['updated_at'])
})

const complement = (at: string, name: string) => [
  [at, 'migration', 'complement', name],
  [at, 'migration', 'complement', 'columns', name],
]

const twice = (...places: string[][]) => [...places, ...places]
