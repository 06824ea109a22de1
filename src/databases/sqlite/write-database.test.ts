import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { type Cell, MalformedText, type SourceRow } from '../../records/cell.ts'
import { openSqliteSource } from './sqlite-source.ts'
import { writeDatabase } from './write-database.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betty-writer-'))
  path = join(folder, 'v1.db')
  return () => rmSync(folder, { recursive: true })
})

const things = [{ name: 'things', key: 'id', columns: ['a'] }]

const write = (...rows: SourceRow[]) =>
  writeDatabase(path, things, async (sink) => rows.map((row) => sink.put('things', row)))

function readBack(): readonly SourceRow[] {
  const source = openSqliteSource(path, [{ source: 'things', key: 'id', fields: { a: {} } }])
  try {
    return source.readChunk('things', 'id', null, { rows: 1000, bytes: 1 << 20 })
  } finally {
    source.close()
  }
}

test('every storage class and every value comes out as it went in', async () => {
  const cells: Cell[] = [
    ...[null, 0n, 9223372036854775807n, -9223372036854775808n],
    ...[1, -0, 0.1, Infinity, -Infinity, 5e-324],
    ...['', '1', '1.0', 'a\0b', '\uFEFF\uFFFD', '\u{1F600}'],
    ...[Buffer.alloc(0), Buffer.from([0, 0xff]), new MalformedText(Buffer.from([0x61, 0xff, 0]))],
  ]
  const rows = cells.map((a, at) => ({ id: BigInt(at), a }))
  await write(...rows)
  expect(readBack().map(({ a }) => (a instanceof Uint8Array ? Buffer.from(a) : a))).toEqual(cells)
})

test('columns that a row brings along are added; their names are told apart as SQLite does', async () => {
  await write(
    { id: 1n, a: 'x', 'last "seen"': 5n },
    { id: 2n, A: 'y', Ä: 1 },
    { id: 3n, a: null, ä: 'z', 'LAST "SEEN"': null },
  )
  expect(readBack()).toEqual([
    { id: 1n, a: 'x', 'last "seen"': 5n, Ä: null, ä: null },
    { id: 2n, a: 'y', 'last "seen"': null, Ä: 1, ä: null },
    { id: 3n, a: null, 'last "seen"': null, Ä: null, ä: 'z' },
  ])
})

test('a row whose key is there is not written', async () => {
  const { result } = await write({ id: 1n, a: 'first' }, { id: 1n, a: 'second' }, { id: -5n, a: 'other' })
  expect(result).toEqual([true, false, true])
  expect(readBack().map(({ a }) => a)).toEqual(['other', 'first'])
})

test('the file is not in WAL mode, and nothing else is left', async () => {
  await write({ id: 1n, a: 'x' })
  expect(readdirSync(folder)).toEqual(['v1.db'])
  const database = new Database(path, { readonly: true })
  expect(database.pragma('journal_mode', { simple: true })).toBe('delete')
  database.close()
})

test('rows that are lost on the way to the disk are found', async () => {
  const losing = writeDatabase(path, things, async (sink) => {
    sink.put('things', { id: 1n, a: 'x' })
    const [part = ''] = readdirSync(folder)
    const other = new Database(join(folder, part))
    expect(() => other.exec('DELETE FROM things')).toThrow(/locked|no such table/)
    other.close()
    throw new TypeError('stop')
  })
  await expect(losing).rejects.toThrow('stop')
  expect(readdirSync(folder)).toEqual([])
})
