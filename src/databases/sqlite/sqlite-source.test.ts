import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MalformedText } from '../../records/cell.ts'
import { openSqliteSource } from './sqlite-source.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'betty-source-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function make(name: string, sql: string): string {
  const path = join(folder, name)
  const database = new Database(path)
  database.exec(sql)
  database.close()
  return path
}

const table = 'CREATE TABLE things (id INTEGER PRIMARY KEY, a);'

const open = (path: string) => openSqliteSource(path, [{ source: 'things', key: 'id', fields: { a: {} } }])

const all = { rows: 100, bytes: 1 << 20 }

test('every storage class comes as it is stored', () => {
  const source = open(
    make(
      'classes.db',
      `${table} INSERT INTO things VALUES (1, NULL), (2, 9223372036854775807), (3, 1.0), (4, 'x'), (5, x'00ff'),
        (6, CAST(x'61ff' AS TEXT)), (7, char(0xfffd)), (8, 'a' || char(0) || 'b')`,
    ),
  )
  const cells = source.readChunk('things', 'id', null, all).map((row) => row.a)
  expect(cells).toEqual([
    null,
    9223372036854775807n,
    1,
    'x',
    Buffer.from([0, 0xff]),
    new MalformedText(Buffer.from([0x61, 0xff])),
    '\uFFFD',
    'a\0b',
  ])
  source.close()
})

test('a chunk ends at its bounds and goes on after a key', () => {
  const source = open(
    make('chunks.db', `${table} INSERT INTO things VALUES (-5, 'a'), (1, '${'b'.repeat(100)}'), (7, 'c')`),
  )
  const ids = (after: bigint | null, bounds = all) =>
    source.readChunk('things', 'id', after, bounds).map((row) => row.id)
  expect(ids(null)).toEqual([-5n, 1n, 7n])
  expect(ids(null, { rows: 2, bytes: 1 << 20 })).toEqual([-5n, 1n])
  expect(ids(-5n, { rows: 100, bytes: 50 })).toEqual([1n])
  expect(ids(7n)).toEqual([])
  source.close()
})

test('what is written while we read is not seen, and the file is not written to', () => {
  const path = make('wal.db', `PRAGMA journal_mode = WAL; ${table} INSERT INTO things VALUES (1, 'a')`)
  const writer = new Database(path)
  const source = open(path)
  writer.exec(`INSERT INTO things VALUES (2, 'b')`)
  expect(source.readChunk('things', 'id', null, all)).toHaveLength(1)
  expect(source.tables.get('things')).toBe(1)
  source.close()
  writer.close()
})

test('rows that were committed but are still in the log are read', () => {
  const path = make('log.db', `PRAGMA journal_mode = WAL; ${table}`)
  const writer = new Database(path)
  writer.exec(`INSERT INTO things VALUES (1, 'a')`)
  const source = open(path)
  expect(source.readChunk('things', 'id', null, all)).toHaveLength(1)
  source.close()
  writer.close()
})

test.each([
  ['a table without a key', 'CREATE TABLE things (a)', 'source_not_v1'],
  ['a key of text', 'CREATE TABLE things (id TEXT PRIMARY KEY)', 'source_not_v1'],
  [
    'a table without row numbers',
    'CREATE TABLE things (id INTEGER PRIMARY KEY) WITHOUT ROWID',
    'source_not_v1',
  ],
  ['a view of that name', 'CREATE VIEW things AS SELECT 1 AS id', 'source_not_v1'],
  ['another database', 'CREATE TABLE others (id INTEGER PRIMARY KEY)', 'source_not_v1'],
])('%s is refused', (name, sql, code) => {
  expect(() => open(make(`${name}.db`, sql))).toThrow(expect.objectContaining({ code }))
})

test('a file that was cut off is told apart from one that is no database', () => {
  const rows = Array.from({ length: 500 }, (_, at) => `(${at}, hex(randomblob(500)))`)
  const path = make('cut.db', `${table} INSERT INTO things VALUES ${rows.join()}`)
  truncateSync(path, 40_000)
  expect(() => open(path).readChunk('things', 'id', null, all)).toThrow(
    expect.objectContaining({ code: 'source_damaged' }),
  )
  writeFileSync(path, Buffer.from('0102030405060708090a0b0c0d0e0f1011', 'hex'))
  expect(() => open(path)).toThrow(/it starts with the bytes 0102030405060708/)
})

test('names in another case are the same names', () => {
  const source = open(
    make(
      'case.db',
      `CREATE TABLE Things (ID INTEGER PRIMARY KEY, A, "Other"); INSERT INTO Things VALUES (3, 'x', 1)`,
    ),
  )
  expect([...source.tables]).toEqual([['things', 1]])
  expect(source.readChunk('things', 'id', null, all)).toEqual([{ id: 3n, a: 'x', Other: 1n }])
  expect(source.has('things', 'id', 3n)).toBe(true)
  source.close()
})

test('the fingerprint is that of the content: a changed character changes it, a copy has the same', () => {
  const path = make('print.db', `${table} INSERT INTO things VALUES (1, 'abc')`)
  const read = (file: string) => {
    const source = open(file)
    const { fingerprint } = source
    source.close()
    return fingerprint
  }
  const first = read(path)
  copyFileSync(path, join(folder, 'print-copy.db'))
  expect(read(join(folder, 'print-copy.db'))).toBe(first)
  const database = new Database(path)
  database.exec(`UPDATE things SET a = 'abd'`)
  database.close()
  expect(read(path)).not.toBe(first)
})
