import { quoteIdentifier } from '../../schema/session.ts'
import { openDatabase } from './open-database.ts'
import { readColumns, type SourceTable } from './source-table.ts'

/** column → storage class (INTEGER, REAL, TEXT, BLOB, NULL) → rows */
export type Census = Readonly<Record<string, Readonly<Record<string, number>>>>

const classes = ['integer', 'real', 'text', 'blob', 'null'] as const

/** Counts the storage classes in every column of these tables of a SQLite file, by table. Reads all rows. */
export function takeCensus(path: string, tables: readonly SourceTable[]): Readonly<Record<string, Census>> {
  const database = openDatabase(path)
  try {
    const census = (table: SourceTable): Census => {
      const columns = readColumns(database, table).map(({ name }) => name)
      const counts = columns.flatMap((name) =>
        classes.map((each) => `sum(typeof(${quoteIdentifier(name)}) = '${each}')`),
      )
      const row = database
        .prepare(`SELECT ${counts.join(', ')} FROM ${quoteIdentifier(table.source)}`)
        .raw()
        .get() as (bigint | null)[]
      return Object.fromEntries(
        columns.map((name, place) => [
          name,
          Object.fromEntries(
            classes.flatMap((each, at) => {
              const count = Number(row[place * classes.length + at] ?? 0)
              return count > 0 ? [[each.toUpperCase(), count]] : []
            }),
          ),
        ]),
      )
    }
    return Object.fromEntries(tables.map((table) => [table.source, census(table)]))
  } finally {
    database.close()
  }
}
