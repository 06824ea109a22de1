import { expect, test } from 'vitest'
import { defineMapping, type Rule } from './api/mapping.ts'
import { betty } from './betty/index.ts'
import { bare } from './betty/mappings/frames.ts'
import { defineMigration } from './migration.ts'
import { requiredText } from './records/codecs/text.ts'
import { defineRecord, dropped, field, type RecordDefinition } from './records/record.ts'
import { column, member } from './records/target-row.ts'

const record = (change: Partial<RecordDefinition>): RecordDefinition =>
  defineRecord({
    source: 'a',
    target: 'b',
    key: 'id',
    from: 'v1',
    fields: { name: field(column('name'), requiredText()), old: dropped('nobody reads it') },
    columns: { id: 'uuid', name: 'text', extra: 'jsonb' },
    identify: String,
    derive: () => ({}),
    provenance: member('extra', 'migration'),
    unique: [],
    references: {},
    ...change,
  })

const rule = (change: Partial<Rule>): Rule => ({ changes: [], ...change })

const mapping = (to: string, ...rules: Rule[]) =>
  defineMapping({
    id: 'x',
    from: 'GET /a/{id}',
    to,
    rules,
    frame: bare,
    example: { answer: {} },
  })

test('a record that is whole is taken', () => {
  expect(record({}).source).toBe('a')
})

test.each([
  [
    'a slot outside of the target',
    { fields: { name: field(column('nowhere'), requiredText()) } },
    '"nowhere"',
  ],
  [
    'a place written twice',
    { fields: { name: field(column('name'), requiredText()), title: field(column('name'), requiredText()) } },
    'two source columns go to "name"',
  ],
  ['a reference that is no column', { references: { owner: 'users' } }, '"owner" is not a target column'],
])('%s is refused', (_what, change, message) => {
  expect(() => record(change)).toThrow(message)
})

test('a rule with one direction and no reason is refused', () => {
  expect(() => mapping('GET /b', rule({ up: (request) => request }))).toThrow('goes one way only')
  expect(() =>
    mapping('GET /b', rule({ up: (request) => request, oneWay: 'the answer is empty' })),
  ).not.toThrow()
})

test('a target path that needs what the source path has not is refused', () => {
  expect(() => mapping('GET /b/{key}')).toThrow('"{key}"')
})

test('a reference to a table that no record makes is refused', () => {
  const records = [record({ references: { name: 'ghosts' } })]
  expect(() => defineMigration({ ...betty, records })).toThrow('"ghosts"')
})

test('a table or a mapping declared twice is refused', () => {
  expect(() => defineMigration({ ...betty, records: [...betty.records, ...betty.records] })).toThrow('twice')
  expect(() => defineMigration({ ...betty, mappings: [...betty.mappings, ...betty.mappings] })).toThrow(
    'twice',
  )
})

test.each([
  [
    'a source operation without a mapping',
    betty.mappings.slice(1),
    'GET /api/v1/health of BETTY v1 has no mapping',
  ],
  [
    'a mapping from nowhere',
    [...betty.mappings, mapping('GET /api/health')],
    'mapping "x" is for GET /a/{id}, which BETTY v1 does not have',
  ],
  [
    'a mapping to nowhere',
    betty.mappings.map((each) =>
      each.id === 'health' ? { ...each, to: { method: 'GET', path: '/api/heath' } } : each,
    ),
    'mapping "health" leads to GET /api/heath, which BETTY v2 does not have',
  ],
  [
    'a mapping under another name than its operation',
    betty.mappings.map((each) => (each.id === 'health' ? { ...each, id: 'state' } : each)),
    'which BETTY v1 calls "health"',
  ],
])('%s is refused', (_what, mappings, message) => {
  expect(() => defineMigration({ ...betty, mappings })).toThrow(message)
})
