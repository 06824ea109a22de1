import { quoteIdentifier } from '../../schema/session.ts'
import { openDatabase } from './open-database.ts'

/** column → storage class (INTEGER, REAL, TEXT, BLOB, NULL) → rows */
export type Census = Readonly<Record<string, Readonly<Record<string, number>>>>

const classes = ['integer', 'real', 'text', 'blob', 'null'] as const

/** Counts the storage classes in every column of these tables of a SQLite file, by table. Reads all rows. */
export function takeCensus(path: string, tables: readonly string[]): Readonly<Record<string, Census>> {
  const database = openDatabase(path)
  try {
    const census = (table: string): Census => {
      const columns = (database.pragma(`table_info(${quoteIdentifier(table)})`) as { name: string }[]).map(
        ({ name }) => name,
      )
      const counts = columns.flatMap((name) =>
        classes.map((each) => `sum(typeof(${quoteIdentifier(name)}) = '${each}')`),
      )
      const row = database
        .prepare(`SELECT ${counts.join(', ')} FROM ${quoteIdentifier(table)}`)
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
    return Object.fromEntries(tables.map((table) => [table, census(table)]))
  } finally {
    database.close()
  }
}
