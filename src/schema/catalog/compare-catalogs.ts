import { createDatabaseFinding, type DatabaseFinding } from '../../compare/database-finding.ts'
import type { Catalog, CatalogObject, ObjectKind } from './catalog.ts'

/**
 * What is missing, extra or different in `actual`. Of a table that is missing or extra only the table is told.
 * What cannot change a row or refuse one is information: a further table, view, plain index, nullable column or
 * comment, and a key or index under another name.
 */
export function compareCatalogs(declared: Catalog, actual: Catalog): readonly DatabaseFinding[] {
  const left = new Map(actual.map((object) => [keyOf(object), object]))
  const missing: CatalogObject[] = []
  const findings: DatabaseFinding[] = []
  for (const object of declared) {
    const found = left.get(keyOf(object))
    left.delete(keyOf(object))
    if (!found) missing.push(object)
    else if (found.definition !== object.definition) findings.push(differing(object, found))
  }
  const withoutTable = (objects: Iterable<CatalogObject>) => namesOf([...objects].filter(isTable))
  const tablesMissing = withoutTable(missing)
  for (const object of missing) {
    const renamed = findRenamed(object, left)
    if (renamed) {
      left.delete(keyOf(renamed))
      findings.push(underOtherName(object, renamed))
    } else if (isTable(object) || !tablesMissing.has(object.table)) findings.push(missingOf(object))
  }
  const tablesExtra = withoutTable(left.values())
  for (const object of left.values())
    if (isTable(object) || !tablesExtra.has(object.table)) findings.push(extraOf(object))
  return findings
}

const isTable = ({ kind }: CatalogObject): boolean => kind === 'table' || kind === 'view'

const namesOf = (objects: readonly CatalogObject[]): ReadonlySet<string> =>
  new Set(objects.map(({ name }) => name))

/** A sequence is the same one whichever table owns it. */
const keyOf = ({ kind, table, name }: CatalogObject): string =>
  JSON.stringify([kind, kind === 'sequence' ? '' : table, name])

const nameable: readonly ObjectKind[] = ['index', 'constraint']

const findRenamed = (object: CatalogObject, left: ReadonlyMap<string, CatalogObject>) =>
  [...left.values()].find(
    ({ kind, table, definition }) =>
      nameable.includes(kind) &&
      kind === object.kind &&
      table === object.table &&
      definition === object.definition,
  )

const placeIn = ({ kind, table, name }: CatalogObject) => {
  if (kind === 'column') return { table, key: '', column: name }
  if (isTable({ kind } as CatalogObject)) return { table: name, key: '' }
  return { table, key: `${kind} ${name}`.trim() }
}

const differing = (expected: CatalogObject, actual: CatalogObject): DatabaseFinding =>
  createDatabaseFinding({
    code: 'schema_differs',
    ...placeIn(expected),
    expected: expected.definition,
    actual: actual.definition,
    ...(expected.kind === 'comment' && { info: true }),
  })

const underOtherName = (expected: CatalogObject, actual: CatalogObject): DatabaseFinding =>
  createDatabaseFinding({
    code: 'schema_differs',
    ...placeIn(expected),
    expected: expected.name,
    actual: `called ${actual.name}`,
    info: true,
  })

const missingOf = (object: CatalogObject): DatabaseFinding =>
  createDatabaseFinding({
    code: 'schema_missing',
    ...placeIn(object),
    expected: object.definition,
    actual: 'nothing',
    ...(object.kind === 'comment' && { info: true }),
  })

const extraOf = (object: CatalogObject): DatabaseFinding =>
  createDatabaseFinding({
    code: 'schema_extra',
    ...placeIn(object),
    expected: 'nothing',
    actual: object.definition,
    ...(isHarmless(object) && { info: true }),
  })

/** What a column says of itself when a row may be refused because of it: `catalogQueries`. */
const mayRefuse = /NOT NULL$| (BY A FUNCTION THAT WAS ADDED|OF A DOMAIN THAT REFUSES VALUES)\b/

function isHarmless({ kind, definition }: CatalogObject): boolean {
  switch (kind) {
    case 'index':
      return !definition.startsWith('UNIQUE')
    case 'column':
      return !mayRefuse.test(definition)
    case 'constraint':
    case 'trigger':
    case 'policy':
    case 'rule':
      return false
    default:
      return true
  }
}
