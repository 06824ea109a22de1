import fc from 'fast-check'
import type { KnowledgeColumn, RelationshipColumn, UserColumn } from '../betty/v1.ts'
import { directions, knowledgeTypes, permissions, relationshipTypes, roles } from '../betty/vocabulary.ts'
import type { Cell, SourceRow } from '../records/cell.ts'
import { cell, text, usually } from './cells.ts'
import { list, object, time, word } from './values.ts'

/** Any v1 row of a table: the forms of v1.md in every column, and every storage class. */
const rowOf = <Column extends string>(columns: Record<Column, fc.Arbitrary<Cell>>): fc.Arbitrary<SourceRow> =>
  fc
    .tuple(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.record(columns as Record<string, fc.Arbitrary<Cell>>),
      fc.option(fc.tuple(fc.constantFrom('extra', 'color', 'real', 'blob'), cell()), { freq: 4 }),
    )
    .map(([id, row, unknown]) => ({ id, ...row, ...(unknown && { [unknown[0]]: unknown[1] }) }))

const reference = (): fc.Arbitrary<Cell> =>
  usually(
    fc.oneof(
      fc.bigInt({ min: 1n, max: 20n }),
      fc.constantFrom<Cell>('7', ' 7', '07', '7.0', 7, 7.5, null, -1n),
    ),
  )

const words = ({ up }: { up: Readonly<Record<string, string>> }) => Object.keys(up)

export const userRow = (): fc.Arbitrary<SourceRow> =>
  rowOf<UserColumn>({
    username: usually(text()),
    email: usually(text()),
    password_hash: usually(text()),
    role: usually(word(words(roles))),
    permissions: usually(list(fc.constantFrom(...words(permissions), 'fly', 'READ '))),
    display_name: usually(text()),
    preferences: usually(object([])),
    active: usually(fc.constantFrom<Cell>(0n, 1n, 2n, 1, 'true', 'FALSE', 'yes', ' no ', '1', '')),
    created_at: usually(time()),
  })

const metadataKeys = [
  'source',
  'source_url',
  'source_id',
  'importance',
  'category',
  'keywords',
  'tags',
  'source_info',
  'priority',
  'categories',
  'extracted_keywords',
  'migration',
]

export const knowledgeRow = (): fc.Arbitrary<SourceRow> =>
  rowOf<KnowledgeColumn>({
    title: usually(text()),
    content: usually(text()),
    type: usually(word(words(knowledgeTypes))),
    tags: usually(list(text())),
    metadata: usually(object(metadataKeys)),
    project_id: usually(fc.oneof(fc.constantFrom('default', 'p', ' p ', '', '  '), text())),
    user_id: reference(),
    created_at: usually(time()),
    updated_at: usually(time()),
  })

export const relationshipRow = (): fc.Arbitrary<SourceRow> =>
  rowOf<RelationshipColumn>({
    source_id: reference(),
    target_id: reference(),
    type: usually(word(words(relationshipTypes))),
    strength: usually(
      fc.oneof(fc.double(), fc.constantFrom<Cell>(0, 1, 0.5, -0, 1n, '0.25', ' 1e-3 ', 'NaN', 'x')),
    ).map((value) => (Number.isNaN(value) ? null : value)),
    direction: usually(word(words(directions))),
    created_at: usually(time()),
  })
