import type Database from 'better-sqlite3'
import { MigrateError } from '../../errors.ts'
import { type Cell, MalformedText, type SourceRow, sizeOfRow } from '../../records/cell.ts'
import type { ChunkBounds, RecordSource } from '../../records/ports.ts'
import { quoteIdentifier } from '../../schema/session.ts'
import { fingerprintFile } from './file-fingerprint.ts'
import { KeyRuns } from './key-runs.ts'
import { openDatabase } from './open-database.ts'
import { knownSpelling, readColumns, type SourceTable } from './source-table.ts'

export interface SqliteSource extends RecordSource {
  readonly path: string
  /** the key of every n-th row, in order */
  everyNth(table: string, key: string, n: number): readonly bigint[]
  close(): void
}

type DriverRow = Record<string, Exclude<Cell, MalformedText>>

/**
 * A SQLite file at one moment: everything is read inside one transaction on a read-only connection.
 * @param required tables without which the file is not the database that was meant
 */
export function openSqliteSource(path: string, required: readonly SourceTable[]): SqliteSource {
  const database = openDatabase(path)
  try {
    database.exec('BEGIN')
    return reading(path, () => sourceOver(database, path, required))
  } catch (error) {
    database.close()
    throw error
  }
}

function sourceOver(
  database: Database.Database,
  path: string,
  required: readonly SourceTable[],
): SqliteSource {
  const names = required.map(({ source }) => source)
  const tables = countTables(database, names)
  const missing = names.filter((name) => !tables.has(name))
  if (missing.length > 0) throw notThisDatabase(path, missing, [...tables.keys()])
  for (const name of names) requireRowKey(database, path, name)
  const lists = new Map(required.map((table) => [table.source, selectList(database, table)]))
  const encoding = String(database.pragma('encoding', { simple: true }))
  const decoder = new TextDecoder(encoding.toLowerCase(), { fatal: true, ignoreBOM: true })
  const statements = new Map<string, Database.Statement>()
  const prepare = (sql: string): Database.Statement => {
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }

  /** A text with U+FFFD in it: only the bytes tell whether that is the text, or stands for bytes that are none. */
  const checkedText = (table: string, key: string, id: Cell, name: string, text: string): Cell => {
    const { bytes } = prepare(
      `SELECT CAST(${quoteIdentifier(name)} AS BLOB) AS bytes FROM ${quoteIdentifier(table)} WHERE ${quoteIdentifier(key)} = ?`,
    ).get(id) as { bytes: Uint8Array }
    try {
      decoder.decode(bytes)
      return text
    } catch {
      return new MalformedText(bytes)
    }
  }

  const runsOf = new Map<string, KeyRuns>()
  /** The keys of a table that are exact as a double, read once: asking the database for each would take most of the time. */
  const keyRuns = (table: string, key: string): KeyRuns => {
    const column = quoteIdentifier(key)
    const keys = prepare(
      `SELECT ${column} FROM ${quoteIdentifier(table)} WHERE ${column} BETWEEN ? AND ? ORDER BY ${column}`,
    )
    const range = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
    const runs = reading(
      path,
      () =>
        new KeyRuns(
          keys
            .safeIntegers(false)
            .pluck()
            .iterate(...range) as Iterable<number>,
        ),
    )
    runsOf.set(table, runs)
    return runs
  }

  const has = (table: string, key: string, id: bigint): boolean => {
    const exact = Number(id)
    if (Number.isSafeInteger(exact)) return (runsOf.get(table) ?? keyRuns(table, key)).has(exact)
    const one = `SELECT 1 FROM ${quoteIdentifier(table)} WHERE ${quoteIdentifier(key)} = ?`
    return reading(path, () => prepare(one).get(id) !== undefined)
  }

  const readChunk = (table: string, key: string, after: bigint | null, bounds: ChunkBounds): SourceRow[] => {
    const column = quoteIdentifier(key)
    const where = after === null ? '' : `WHERE ${column} > ?`
    const statement = prepare(
      `SELECT ${lists.get(table) ?? '*'} FROM ${quoteIdentifier(table)} ${where} ORDER BY ${column}`,
    )
    const rows: SourceRow[] = []
    let bytes = 0
    for (const row of statement.iterate(...(after === null ? [] : [after])) as Iterable<DriverRow>) {
      rows.push(row)
      bytes += sizeOfRow(row)
      if (rows.length >= bounds.rows || bytes >= bounds.bytes) break
    }
    for (const [place, row] of rows.entries()) {
      const doubtful = doubtfulTexts(row)
      if (doubtful.length === 0) continue
      const checked = doubtful.map(([name, text]) => [
        name,
        checkedText(table, key, row[key] ?? null, name, text),
      ])
      rows[place] = { ...row, ...Object.fromEntries(checked) }
    }
    return rows
  }

  let fingerprint: string | undefined
  const guarded =
    <Arguments extends unknown[], T>(work: (...given: Arguments) => T) =>
    (...given: Arguments): T =>
      reading(path, () => work(...given))

  return {
    path,
    tables,
    get fingerprint() {
      fingerprint ??= fingerprintFile(path)
      return fingerprint
    },
    readChunk: guarded(readChunk),
    has,
    highestKey: guarded(
      (table, key) =>
        prepare(`SELECT max(${quoteIdentifier(key)}) FROM ${quoteIdentifier(table)}`)
          .pluck()
          .get() as bigint | null,
    ),
    everyNth: guarded(
      (table, key, n) =>
        prepare(
          `SELECT id FROM (SELECT ${quoteIdentifier(key)} AS id, row_number() OVER (ORDER BY ${quoteIdentifier(key)}) AS place
           FROM ${quoteIdentifier(table)}) WHERE (place - 1) % ? = 0`,
        )
          .pluck()
          .all(n) as bigint[],
    ),
    close: () => {
      database.close()
    },
  }
}

/** The driver puts U+FFFD in the place of bytes that are no text. */
function doubtfulTexts(row: SourceRow): readonly (readonly [name: string, text: string])[] {
  let found = none
  for (const name in row) {
    const cell = row[name]
    if (typeof cell === 'string' && cell.includes('\uFFFD')) found = [...found, [name, cell]]
  }
  return found
}

const none: readonly (readonly [string, string])[] = []

function countTables(database: Database.Database, known: readonly string[]): Map<string, number> {
  const names = database
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .pluck()
    .all() as string[]
  const count = (name: string) =>
    database
      .prepare(`SELECT count(*) FROM ${quoteIdentifier(name)}`)
      .pluck()
      .get()
  return new Map(names.map((name) => [knownSpelling(name, known), Number(count(name))]))
}

/** Columns under the names by which they are known. */
const selectList = (database: Database.Database, table: SourceTable): string =>
  readColumns(database, table)
    .map(({ spelled, name }) => `${quoteIdentifier(spelled)} AS ${quoteIdentifier(name)}`)
    .join(', ')

/** Rows are read in order of their number, so each table needs one. */
function requireRowKey(database: Database.Database, path: string, table: string): void {
  const columns = database.pragma(`table_info(${quoteIdentifier(table)})`) as {
    name: string
    type: string
    pk: bigint
  }[]
  const [key, ...others] = columns.filter((column) => column.pk > 0n)
  const [{ wr: hasNoRowid } = { wr: 0n }] = database.pragma(`table_list(${quoteIdentifier(table)})`) as {
    wr: bigint
  }[]
  const isNumber =
    key?.name.toLowerCase() === 'id' && key.type.toUpperCase() === 'INTEGER' && others.length === 0
  if (isNumber && hasNoRowid === 0n) return
  throw new MigrateError(
    'source_not_v1',
    `${path} is not a BETTY v1 database: the table ${table} has no column "id" that is its INTEGER PRIMARY KEY.`,
    'Give the path of the v1 database file, usually betty.db.',
  )
}

function reading<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof MigrateError) throw error
    throw new MigrateError(
      'source_damaged',
      `${path} could not be read to the end: ${error instanceof Error ? error.message : String(error)}.`,
      'Run PRAGMA integrity_check on a copy of the file; use a backup if it reports damage.',
      { cause: error },
    )
  }
}

function notThisDatabase(path: string, missing: readonly string[], found: readonly string[]): MigrateError {
  const list = found.length === 0 ? 'no tables at all' : `the tables ${found.join(', ')}`
  return new MigrateError(
    'source_not_v1',
    `${path} is not a BETTY v1 database: it has ${list}, but not ${missing.join(', ')}.`,
    'Give the path of the v1 database file, usually betty.db.',
  )
}
