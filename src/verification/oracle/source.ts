import type Database from 'better-sqlite3'
import { openDatabase } from '../../databases/sqlite/open-database.ts'
import { MigrateError } from '../../errors.ts'
import type { Sample } from '../sample.ts'
import { type Cell, NULL_CELL } from './cell.ts'
import type { Zone } from './zone.ts'

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
  readonly id: bigint
  /** of times without one */
  readonly zone: Zone
  /** by the contract's names; a column that is missing reads as NULL */
  known(column: string): Cell
  /** columns that the contract does not know, by their own names */
  readonly unknown: readonly (readonly [name: string, cell: Cell])[]
  /** all columns, by their own names */
  readonly all: readonly (readonly [name: string, cell: Cell])[]
  /** their values */
  readonly cells: readonly Cell[]
}

export interface Source {
  /** rows in the order of their ids; flat memory */
  rows(table: SourceTable, sample?: Sample): Iterable<SourceRow>
  row(table: SourceTable, id: bigint): SourceRow | undefined
  count(table: SourceTable, sample?: Sample): number
  highestId(table: SourceTable): bigint | undefined
  close(): void
}

/** Opens a v1 file read-only, at one moment. @throws MigrateError if it is none */
export function openSource(path: string, zone: Zone): Source {
  const database = openDatabase(path)
  try {
    database.exec('BEGIN')
    const encoding = String(database.pragma('encoding', { simple: true }))
    const readers = {
      users: tableReader(database, 'users', encoding, zone),
      knowledge: tableReader(database, 'knowledge', encoding, zone),
      relationships: tableReader(database, 'relationships', encoding, zone),
    }
    return {
      rows: (table, sample) => readers[table].rows(sample),
      row: (table, id) => readers[table].row(id),
      count: (table, sample) => readers[table].count(sample),
      highestId: (table) => readers[table].highestId(),
      close: () => database.close(),
    }
  } catch (error) {
    database.close()
    throw error
  }
}

type RawRow = readonly (null | bigint | number | string | Buffer)[]

function tableReader(database: Database.Database, table: SourceTable, encoding: string, zone: Zone) {
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
  const where = (sample?: Sample) => (sample ? `WHERE ${sample.condition('"id"')}` : '')
  const select = `SELECT ${quoted} FROM "${table}"`
  const oneRow = prepare<RawRow>(`${select} WHERE "id" = ?`).raw()
  const bytes = quoted.map((name) =>
    prepare<Buffer>(`SELECT CAST(${name} AS BLOB) FROM "${table}" WHERE "id" = ?`).pluck(),
  )
  const decode = textDecoder(encoding)
  const places = new Map(columns.map((name, at) => [name.toLowerCase(), at]))
  const unknown = columns.flatMap((name, at) =>
    KNOWN_COLUMNS[table].includes(name.toLowerCase()) ? [] : [at],
  )
  const spelled = columns.map((name, at) => (unknown.includes(at) ? name : name.toLowerCase()))

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
  const idAt = places.get('id') ?? -1
  const toRow = (values: RawRow): SourceRow => {
    const id = values[idAt]
    if (typeof id !== 'bigint') throw new TypeError(`a row of ${table} has no number`)
    const cells = values.map((value, at) => toCell(value, at, id))
    const named = (at: number) => [spelled[at] ?? '', cells[at] ?? NULL_CELL] as const
    return {
      id,
      zone,
      cells,
      known: (column) => cells[places.get(column) ?? -1] ?? NULL_CELL,
      get unknown() {
        return unknown.map(named)
      },
      get all() {
        return columns.map((_, at) => named(at))
      },
    }
  }
  return {
    *rows(sample?: Sample) {
      const statement = prepare<RawRow>(`${select} ${where(sample)} ORDER BY "id"`).raw()
      for (const raw of statement.iterate()) yield toRow(raw)
    },
    row: (id: bigint) => {
      const raw = oneRow.get(id)
      return raw && toRow(raw)
    },
    count: (sample?: Sample) =>
      Number(
        prepare<bigint>(`SELECT count(*) FROM "${table}" ${where(sample)}`)
          .pluck()
          .get(),
      ),
    highestId: () => prepare<bigint | null>(`SELECT max("id") FROM "${table}"`).pluck().get() ?? undefined,
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
