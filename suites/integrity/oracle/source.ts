import Database from 'better-sqlite3'
import { MigrateError } from '../../../src/errors.ts'
import { type Cell, NULL_CELL } from './cell.ts'

export type SourceTable = 'users' | 'knowledge' | 'relationships'

export const KNOWN_COLUMNS: Readonly<Record<SourceTable, readonly string[]>> = {
  users: [
    ...['id', 'username', 'email', 'password_hash', 'role', 'permissions', 'display_name', 'preferences'],
    ...['active', 'created_at'],
  ],
  knowledge: [
    ...['id', 'title', 'content', 'type', 'tags', 'metadata', 'project_id', 'user_id'],
    ...['created_at', 'updated_at'],
  ],
  relationships: ['id', 'source_id', 'target_id', 'type', 'strength', 'direction', 'created_at'],
}

/** One row of a v1 table, as it lies in the file. */
export interface SourceRow {
  readonly table: SourceTable
  readonly id: bigint
  /** by the contract's names; a column that is missing reads as NULL */
  readonly known: (column: string) => Cell
  /** columns that the contract does not know, by their own names */
  readonly unknown: readonly (readonly [name: string, cell: Cell])[]
  /** all columns, by their own names */
  readonly all: readonly (readonly [name: string, cell: Cell])[]
}

export interface Source {
  /** rows in the order of their ids; flat memory */
  rows(table: SourceTable): Iterable<SourceRow>
  has(table: SourceTable, id: bigint): boolean
  highestId(table: SourceTable): bigint | undefined
  close(): void
}

/** Opens a v1 file read-only, at one moment. @throws MigrateError `source_not_v1` */
export function openSource(path: string): Source {
  const database = new Database(path, { readonly: true, fileMustExist: true })
  database.exec('BEGIN')
  const encoding = String(database.pragma('encoding', { simple: true }))
  const readers = {
    users: tableReader(database, 'users', encoding),
    knowledge: tableReader(database, 'knowledge', encoding),
    relationships: tableReader(database, 'relationships', encoding),
  }
  return {
    rows: (table) => readers[table].rows(),
    has: (table, id) => readers[table].has(id),
    highestId: (table) => readers[table].highestId(),
    close: () => database.close(),
  }
}

type RawRow = readonly (null | bigint | number | string | Buffer)[]

function tableReader(database: Database.Database, table: SourceTable, encoding: string) {
  const columns = database
    .prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid')
    .pluck()
    .all(table) as string[]
  if (columns.length === 0) {
    throw new MigrateError(
      'source_not_v1',
      `The v1 file has no table "${table}".`,
      'Give a BETTY v1 database.',
    )
  }
  const quoted = columns.map((name) => `"${name.replaceAll('"', '""')}"`)
  const prepare = <Row>(sql: string) => database.prepare<unknown[], Row>(sql).safeIntegers()
  const everyRow = prepare<RawRow>(`SELECT "id", ${quoted} FROM "${table}" ORDER BY "id"`).raw()
  const exists = prepare<bigint>(`SELECT 1 FROM "${table}" WHERE "id" = ?`).pluck()
  const highest = prepare<bigint | null>(`SELECT max("id") FROM "${table}"`).pluck()
  const bytes = quoted.map((name) =>
    prepare<Buffer>(`SELECT CAST(${name} AS BLOB) FROM "${table}" WHERE "id" = ?`).pluck(),
  )
  const decode = textDecoder(encoding)

  const toCell = (value: RawRow[number] | undefined, column: number, id: bigint): Cell => {
    if (typeof value === 'bigint') return { class: 'integer', value }
    if (typeof value === 'number') return { class: 'real', value }
    if (value instanceof Uint8Array) return { class: 'blob', bytes: value }
    if (typeof value !== 'string') return NULL_CELL
    // the driver puts U+FFFD in place of what it cannot decode, and says nothing
    if (encoding === 'UTF-8' && !value.includes('\ufffd')) return { class: 'text', text: value }
    const original = bytes[column]?.get(id) ?? Buffer.of()
    const text = decode(original)
    return text === undefined ? { class: 'broken_text', bytes: original } : { class: 'text', text }
  }
  const toRow = ([first, ...values]: RawRow): SourceRow => {
    const id = typeof first === 'bigint' ? first : 0n
    const all = columns.map((name, at) => [name, toCell(values[at], at, id)] as const)
    const known = new Map(all.map(([name, cell]) => [name.toLowerCase(), cell]))
    return {
      table,
      id,
      known: (column) => known.get(column) ?? NULL_CELL,
      unknown: all.filter(([name]) => !KNOWN_COLUMNS[table].includes(name.toLowerCase())),
      all,
    }
  }
  return {
    *rows() {
      for (const raw of everyRow.iterate()) yield toRow(raw)
    },
    has: (id: bigint) => exists.get(id) !== undefined,
    highestId: () => highest.get() ?? undefined,
  }
}

function textDecoder(encoding: string): (bytes: Uint8Array) => string | undefined {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  return (bytes) => {
    try {
      return decoder.decode(bytes)
    } catch {
      return undefined
    }
  }
}
