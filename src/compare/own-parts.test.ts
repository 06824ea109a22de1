import { expect, test } from 'vitest'
import type { Migration } from '../migration.ts'
import { optionalText, requiredText } from '../records/codecs/text.ts'
import { defineRecord, dropped, field, type RecordDefinition } from '../records/record.ts'
import { column, member } from '../records/target-row.ts'
import { findOwnParts } from './own-parts.ts'

const shared = {
  key: 'id',
  from: 'v1',
  identify: (id: bigint) => `n-${id}`,
  provenance: member('meta', 'migration'),
  unique: [],
} as const

/** A slug that follows from the title. */
const note: RecordDefinition = defineRecord({
  ...shared,
  source: 'notes',
  target: 'entries',
  fields: {
    title: field(column('title'), requiredText()),
    body: field(column('body'), optionalText()),
    draft: dropped('nobody used it'),
  },
  columns: { id: 'uuid', v1_id: 'int8', title: 'text', body: 'text', slug: 'text', meta: 'jsonb' },
  derive: ({ title }, id) => ({ id: `n-${id}`, v1_id: id, slug: title ?? null }),
  references: {},
})

const link: RecordDefinition = defineRecord({
  ...shared,
  source: 'links',
  target: 'ties',
  fields: {
    note_id: field(column('entry_id'), requiredText()),
    words: field(column('words'), optionalText()),
  },
  columns: { id: 'uuid', v1_id: 'int8', entry_id: 'text', words: 'text', meta: 'jsonb' },
  derive: (_row, id) => ({ id: `l-${id}`, v1_id: id }),
  references: { entry_id: 'entries' },
})

const own = (base: readonly RecordDefinition[], records: readonly RecordDefinition[]) =>
  findOwnParts({ records: base } as Migration, { records } as Migration)

const kept = (...names: string[]) =>
  names.flatMap((name) => [
    ['meta', 'migration', 'complement', name],
    ['meta', 'migration', 'complement', 'columns', name],
  ])

const twice = (...places: string[][]) => [...places, ...places]

const withFields = (fields: RecordDefinition['fields']): RecordDefinition => ({ ...note, fields })

test('the same records have no parts of their own', () => {
  expect(own([note, link], [note, link])).toEqual({ fields: {}, places: {}, tables: [] })
})

test('a further table is its own as a whole', () => {
  expect(own([note], [note, link])).toEqual({
    fields: { links: ['note_id', 'words'] },
    places: { ties: [['entry_id'], ['words'], ...kept('note_id', 'words')] },
    tables: ['links'],
  })
})

test('another codec goes with what is derived from its column, without the identity, and with who refers to it', () => {
  const changed = withFields({ ...note.fields, title: field(column('title'), requiredText()) })
  expect(own([note, link], [changed, link])).toEqual({
    fields: { notes: ['title'], links: ['note_id'] },
    places: {
      entries: twice(['title'], ...kept('title'), ['slug']),
      ties: twice(['entry_id'], ...kept('note_id')),
    },
    tables: [],
  })
})

test('a column that nothing is derived from goes alone', () => {
  const changed = withFields({ ...note.fields, body: field(column('body'), optionalText()) })
  expect(own([note], [changed]).places).toEqual({ entries: twice(['body'], ...kept('body')) })
})

test('a column without a place of its own has only its complement', () => {
  const changed = withFields({ ...note.fields, draft: dropped('too long') })
  expect(own([note], [changed])).toEqual({
    fields: { notes: ['draft'] },
    places: { entries: twice(...kept('draft')) },
    tables: [],
  })
})

test('a column that is gone, or new, is there once', () => {
  const { body, ...rest } = note.fields
  const places = { entries: [['body'], ...kept('body'), ...kept('body')] }
  expect(own([note], [withFields(rest)])).toEqual({ fields: { notes: ['body'] }, places, tables: [] })
  const added = own([withFields(rest)], [note])
  expect(added.fields).toEqual({ notes: ['body'] })
  expect(added.places.entries).toHaveLength(5)
  expect(added.places.entries).toEqual(expect.arrayContaining([['body'], ...kept('body')]))
})

test.each<Partial<RecordDefinition>>([
  { derive: (row, id) => note.derive(row, id) },
  { identify: (id) => `other-${id}` },
  { target: 'pages' },
])('a record with another rule for the whole row is its own as a whole (%#)', (change) => {
  const changed = { ...note, ...change }
  expect(own([note], [changed])).toEqual({
    fields: { notes: ['title', 'body', 'draft'] },
    places: {
      [changed.target]: twice(['title'], ['body'], ...kept('title', 'body', 'draft'), ['slug']),
    },
    tables: [],
  })
})
