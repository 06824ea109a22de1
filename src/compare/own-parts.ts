import type { Migration } from '../migration.ts'
import type { Field, RecordDefinition } from '../records/record.ts'
import type { Slot } from '../records/target-row.ts'

/** A place in a target row: a column, and the path inside of its JSON. */
export type Place = readonly string[]

/** What of a migration is not as in the one that it extends. */
export interface OwnParts {
  /** source columns whose codec is another, or that refer to rows of a table with such columns, by source table */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** what they and their complements say in a target row, by target table */
  readonly places: Readonly<Record<string, readonly Place[]>>
  /** source tables that only the one that extends has */
  readonly tables: readonly string[]
}

/** Compares two declarations; a codec counts as another one if it is another object. */
export function findOwnParts(base: Migration, migration: Migration): OwnParts {
  const fields: Record<string, readonly string[]> = {}
  const places: Record<string, readonly Place[]> = {}
  for (const record of migration.records) {
    const original = base.records.find(({ source }) => source === record.source)
    const own = ownFields(record, original, Object.keys(places))
    if (own.length === 0) continue
    fields[record.source] = own
    places[record.target] = [original, record].flatMap((each) => (each ? placesOf(each, own) : []))
  }
  const isKnown = (source: string) => base.records.some((record) => record.source === source)
  const tables = migration.records.map(({ source }) => source).filter((source) => !isKnown(source))
  return { fields, places, tables }
}

function ownFields(
  record: RecordDefinition,
  original: RecordDefinition | undefined,
  changedTables: readonly string[],
): readonly string[] {
  const names = Object.keys({ ...original?.fields, ...record.fields })
  const isWhole = record.derive !== original?.derive || record.identify !== original.identify
  if (isWhole || record.target !== original.target) return names
  const refersToOthers = (name: string): boolean => {
    const item = record.fields[name]
    const table = item?.kind === 'field' ? record.references[item.slot.column] : undefined
    return table !== undefined && changedTables.includes(table)
  }
  return names.filter((name) => record.fields[name] !== original.fields[name] || refersToOthers(name))
}

function placesOf(record: RecordDefinition, names: readonly string[]): readonly Place[] {
  const fields = names.flatMap((name): Field[] => {
    const item = record.fields[name]
    return item?.kind === 'field' ? [item] : []
  })
  const columns = fields.map(({ slot }) => slot.column)
  const complement = [...placeOf(record.provenance), 'complement']
  return [
    ...fields.map(({ slot }) => placeOf(slot)),
    ...names.flatMap((name) => [
      [...complement, name],
      [...complement, 'columns', name],
    ]),
    ...derivedFrom(record, columns).map((name) => [name]),
  ]
}

/** All members but some are taken as the whole column. */
const placeOf = ({ name, column, except }: Slot): Place =>
  name === column || except ? [column] : [column, name.slice(column.length + 1)]

/** The derived columns, if what derives them looks at one of the columns; it is asked with a row of nothing. */
function derivedFrom(record: RecordDefinition, columns: readonly string[]): readonly string[] {
  const looked = new Set<string | symbol>()
  const row = new Proxy(
    {},
    {
      get: (_row, name) => {
        looked.add(name)
        return null
      },
    },
  )
  const derived = Object.keys(record.derive(row, 1n)).filter((name) => !['id', 'v1_id'].includes(name))
  return columns.some((name) => looked.has(name)) ? derived : []
}
