import Database from 'better-sqlite3'
import { quoteIdentifier } from '../../schema/session.ts'

/** Row counts by table. */
export type RowCounts = Readonly<Record<string, number>>

export function countRows(database: Database.Database): RowCounts {
  const names = database
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .pluck()
    .all()
  const count = (name: string) =>
    database
      .prepare(`SELECT count(*) FROM ${quoteIdentifier(name)}`)
      .pluck()
      .get()
  return Object.fromEntries(names.map((name) => [name, Number(count(name))]))
}

/**
 * What is wrong with a SQLite file that was just written: `PRAGMA integrity_check`, and the rows that should be in it.
 * Undefined when all is well.
 */
export function findDamage(path: string, expected: RowCounts): string | undefined {
  const database = new Database(path, { fileMustExist: true })
  try {
    const [first] = database.pragma('integrity_check(1)') as { readonly integrity_check: string }[]
    if (first?.integrity_check !== 'ok') return String(first?.integrity_check)
    const found = countRows(database)
    const wrong = [...new Set([...Object.keys(expected), ...Object.keys(found)])].find(
      (name) => found[name] !== expected[name],
    )
    return wrong && `${found[wrong] ?? 'no'} rows of ${wrong} instead of ${expected[wrong] ?? 'none'}`
  } finally {
    database.close()
  }
}
