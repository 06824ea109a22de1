import Database from 'better-sqlite3'
import { type Cell, MalformedText, type SourceRow } from '../../records/cell.ts'
import type { RowSink } from '../../records/revert.ts'
import { quoteIdentifier } from '../../schema/session.ts'
import type { RowCounts } from './check-database.ts'

/** A table to be made: its INTEGER PRIMARY KEY, and the other columns in order. */
export interface TableShape {
  readonly name: string
  readonly key: string
  readonly columns: readonly string[]
}

export interface SqliteWriter extends RowSink {
  /** Ends the transaction. Returns how many rows are in each table. */
  finish(): RowCounts
  /** Safe to call twice. What was not finished is lost. */
  close(): void
}

/**
 * Fills an empty file with tables. Columns have no declared type, so that every cell keeps its storage class; columns
 * that a row brings along are added when they are first seen. One transaction without a journal: a file that was not
 * finished is of no use.
 */
export function createSqliteWriter(path: string, shapes: readonly TableShape[]): SqliteWriter {
  const database = new Database(path)
  database.unsafeMode() // lets the journal be off
  for (const setting of ['journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE'])
    database.pragma(setting)
  database.exec('BEGIN')
  const tables = new Map(shapes.map((shape) => [shape.name, new Table(database, shape)]))
  return {
    put(name, row) {
      const table = tables.get(name)
      if (!table) throw new TypeError(`there is no table ${name}`)
      return table.put(row)
    },
    finish() {
      database.exec('COMMIT')
      return Object.fromEntries([...tables].map(([name, { rows }]) => [name, rows]))
    },
    close: () => {
      database.close()
    },
  }
}

class Table {
  rows = 0
  readonly #database: Database.Database
  readonly #name: string
  /** as they are spelled in the file, by what SQLite takes for the same name */
  readonly #columns = new Map<string, string>()
  readonly #statements = new Map<string, Database.Statement>()

  constructor(database: Database.Database, { name, key, columns }: TableShape) {
    this.#database = database
    this.#name = quoteIdentifier(name)
    for (const column of [key, ...columns]) this.#columns.set(foldCase(column), column)
    const others = columns.map((column) => `, ${quoteIdentifier(column)}`)
    database.exec(
      `CREATE TABLE ${this.#name} (${quoteIdentifier(key)} INTEGER PRIMARY KEY${others.join('')})`,
    )
  }

  put(row: SourceRow): boolean {
    const cells = Object.values(row)
    const { changes } = this.#insertFor(row, cells).run(...cells.map(bindable))
    this.rows += changes
    return changes === 1
  }

  #insertFor(row: SourceRow, cells: readonly Cell[]): Database.Statement {
    const names = Object.keys(row)
    const marks = cells.map((cell) => (cell instanceof MalformedText ? 'CAST(? AS TEXT)' : '?'))
    const signature = JSON.stringify([names, marks])
    const known = this.#statements.get(signature)
    if (known) return known
    for (const name of names) this.#addMissing(name)
    const made = this.#database.prepare(
      `INSERT INTO ${this.#name} (${names.map(quoteIdentifier)}) VALUES (${marks}) ON CONFLICT DO NOTHING`,
    )
    this.#statements.set(signature, made)
    return made
  }

  #addMissing(name: string): void {
    const folded = foldCase(name)
    if (this.#columns.has(folded)) return
    this.#columns.set(folded, name)
    this.#database.exec(`ALTER TABLE ${this.#name} ADD COLUMN ${quoteIdentifier(name)}`)
  }
}

const bindable = (cell: Cell): unknown => (cell instanceof MalformedText ? cell.bytes : cell)

/** SQLite compares names without regard to the case of ASCII letters. */
const foldCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
