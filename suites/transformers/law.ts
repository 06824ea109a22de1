import { identify, projectId } from '../../src/betty/identity.ts'
import { cellDifferences } from '../../src/compare/rows-back.ts'
import { equalJson } from '../../src/json/equal.ts'
import { isJsonNumber, isJsonObject, type Json, numberSource, parseJson } from '../../src/json/json.ts'
import type { SourceRow } from '../../src/records/cell.ts'
import type { Facts } from '../../src/records/codec.ts'
import { referredId } from '../../src/records/codecs/reference.ts'
import { readText } from '../../src/records/codecs/text.ts'
import type { RecordDefinition } from '../../src/records/record.ts'
import { rowDown } from '../../src/records/row-down.ts'
import { type RowUp, rowUp } from '../../src/records/row-up.ts'
import type { TargetRow } from '../../src/records/target-row.ts'
import { plainDecimal } from '../../src/verification/oracle/json.ts'

/** Rows with an even number are there, the others are not; a third of the users find their names taken. */
const factsFor = (record: RecordDefinition, row: SourceRow): Facts => ({
  standing: (_table, id) => (id % 2n === 0n ? 'lands' : 'never'),
  substitute(column, id) {
    const rule = record.unique.find((each) => each.column === column)
    const own = readText(row[column] ?? null)
    return id % 3n === 0n && rule && typeof own === 'string' ? rule.substitute(own, id) : undefined
  },
  instant: (local) => local,
})

/** How the law of the mapping is broken for a row; undefined when it holds. */
export function brokenLaw(record: RecordDefinition, row: SourceRow): string | undefined {
  const facts = factsFor(record, row)
  const up = rowUp(record, row, facts)
  const again = rowUp(record, row, facts)
  if (!equalJson(plain(up), plain(again))) return 'two ways up differ'
  if (up.kind === 'quarantined') {
    return up.reason === '' || Object.keys(up.raw).length !== Object.keys(row).length
      ? 'quarantined without a reason or not whole'
      : undefined
  }
  const missing = Object.keys(record.columns).filter((column) => up.row[column] === undefined)
  if (missing.length > 0) return `the target columns ${missing.join(', ')} get no value`
  const back = rowDown(record, up.id, stored(record, up.row), {
    origin: originOf(row),
    instant: facts.instant,
  })
  const [difference] = cellDifferences(row, back)
  return (
    difference && `${difference.column} was ${difference.expected} and comes back as ${difference.actual}`
  )
}

const plain = (up: RowUp): Json => (up.kind === 'landed' ? up.row : { code: up.code, reason: up.reason })

/** The row as it comes out of the database: JSON columns were text in between. */
const stored = (record: RecordDefinition, row: TargetRow): TargetRow =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      record.columns[column] === 'jsonb' ? asJsonb(value as Json) : value,
    ]),
  )

/** Equal JSON as jsonb gives it back: the shortest keys first, and numbers without an exponent. */
function asJsonb(value: Json): Json {
  if (isJsonNumber(value)) return parseJson(plainDecimal(numberSource(value)))
  if (Array.isArray(value)) return value.map(asJsonb)
  if (!isJsonObject(value)) return value
  const keys = Object.keys(value).sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  return Object.fromEntries(keys.map((key) => [key, asJsonb(value[key] ?? null)]))
}

const sourceOf = { users: 'users', knowledge_items: 'knowledge' } as const

/** What the database would say of the source keys behind the references of the row. */
const originOf =
  (row: SourceRow) =>
  (table: string, id: string): bigint | string | null => {
    for (const cell of Object.values(row)) {
      if (table === 'projects') {
        const text = readText(cell)
        const slug = typeof text === 'string' ? text.trim() : ''
        if (projectId(slug) === id) return slug
      } else {
        const key = referredId(cell)
        if (key !== undefined && identify(sourceOf[table as keyof typeof sourceOf], key) === id) return key
      }
    }
    return null
  }
