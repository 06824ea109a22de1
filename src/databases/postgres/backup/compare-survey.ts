import type { Catalog, CatalogObject } from '../../../schema/catalog/catalog.ts'
import type { Survey } from './survey.ts'

/**
 * What differs after a restore, in words; empty when nothing does.
 * @param exact whether the sequences stand where they stood; else they may have gone on since
 */
export const compareSurveys = (expected: Survey, found: Survey, exact: boolean): readonly string[] => [
  ...compareCatalogs(expected.catalog, found.catalog),
  ...compareTables(expected.tables, found.tables),
  ...(exact ? compareSequences(expected.sequences, found.sequences) : []),
]

function compareCatalogs(expected: Catalog, found: Catalog): readonly string[] {
  const left = new Map(found.map((object) => [keyOf(object), object]))
  const differences: string[] = []
  for (const object of expected) {
    const other = left.get(keyOf(object))
    left.delete(keyOf(object))
    if (other === undefined) differences.push(`${describe(object)} is missing`)
    else if (simplify(other.definition) !== simplify(object.definition))
      differences.push(`${describe(object)} is ${other.definition} instead of ${object.definition}`)
  }
  for (const object of left.values()) differences.push(`${describe(object)} is there as well`)
  const orderOf = (catalog: Catalog) =>
    JSON.stringify(catalog.filter(({ kind }) => kind === 'column').map(keyOf))
  if (differences.length === 0 && orderOf(expected) !== orderOf(found))
    differences.push('columns are in another order')
  return differences
}

/**
 * The server writes some expressions in another way once it has read its own text of them: `(ARRAY['a'::varchar])::text[]`
 * comes back as `ARRAY['a'::varchar::text]`. So casts to plain types and parentheses do not count. Nor do the
 * disabled triggers of a constraint: pg_dump makes it anew.
 */
const simplify = (definition: string): string =>
  definition
    .replace(
      /::(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_]*)(?: varying| precision| with(?:out)? time zone)?(?:\(\d+(?:,-?\d+)?\))?(?:\[\])*/g,
      '',
    )
    .replace(/ \(its triggers are disabled\)$/, '')
    .replace(/[()]/g, '')

const keyOf = ({ kind, table, name }: CatalogObject): string => JSON.stringify([kind, table, name])

const describe = ({ kind, table, name }: CatalogObject): string =>
  kind === 'other' ? name : table === name || table === '' ? `${kind} ${name}` : `${kind} ${table}.${name}`

function compareTables(expected: Survey['tables'], found: Survey['tables']): readonly string[] {
  const left = new Map(found.map((table) => [table.name, table]))
  return expected.flatMap(({ name, rows, checksum }) => {
    const other = left.get(name)
    if (other === undefined) return []
    if (other.rows !== rows) return [`table ${name} has ${other.rows} rows instead of ${rows}`]
    return other.checksum === checksum ? [] : [`table ${name} has other rows`]
  })
}

function compareSequences(expected: Survey['sequences'], found: Survey['sequences']): readonly string[] {
  const left = new Map(found.map((sequence) => [sequence.name, sequence]))
  const tell = (sequence: Survey['sequences'][number] | undefined) =>
    sequence && `${sequence.lastValue}${sequence.isCalled ? '' : ' (never called)'}`
  return expected.flatMap((sequence) => {
    const [wanted, is] = [tell(sequence), tell(left.get(sequence.name))]
    return is === undefined || is === wanted
      ? []
      : [`sequence ${sequence.name} is at ${is} instead of ${wanted}`]
  })
}
