import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { copyDatabase } from './copy-database.ts'
import { openDatabase } from './open-database.ts'

let folder: string
let path: string
let copy: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betty-copy-'))
  path = join(folder, 'v1.db')
  copy = join(folder, 'copy.db')
  return () => rmSync(folder, { recursive: true })
})

function make(sql: string): Database.Database {
  const database = new Database(path)
  database.exec(sql)
  return database
}

function ask(file: string, sql: string): unknown {
  const database = new Database(file, { readonly: true })
  try {
    return database.prepare(sql).pluck().get()
  } finally {
    database.close()
  }
}

const thousands = (rows: number) =>
  `CREATE TABLE things (id INTEGER PRIMARY KEY, a);
   WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
   INSERT INTO things SELECT i, hex(zeroblob(500)) FROM n`

test.each(['WAL', 'DELETE'])(
  'a file in mode %s that is in use is copied, with what is in its log',
  async (mode) => {
    const writer = make(`PRAGMA journal_mode = ${mode}; ${thousands(3)}`)
    chmodSync(path, 0o640)
    const { rows, bytes } = await copyDatabase(path, copy, () => undefined)
    writer.close()
    expect(rows).toEqual({ things: 3 })
    expect(statSync(copy)).toMatchObject({ size: bytes })
    expect(statSync(copy).mode & 0o777).toBe(0o640)
    expect(readdirSync(folder)).toEqual(['copy.db', 'v1.db'])
    expect(ask(copy, 'SELECT count(*) FROM things')).toBe(3)
    expect(ask(copy, 'PRAGMA journal_mode')).toBe(mode.toLowerCase())
  },
)

test('what is written while we copy is not in the copy', async () => {
  const writer = make(`PRAGMA journal_mode = WAL; ${thousands(20_000)}`)
  let steps = 0
  const { rows } = await copyDatabase(path, copy, () => {
    steps += 1
    writer.exec(
      `INSERT INTO things (a) VALUES ('later'); UPDATE things SET a = 'changed' WHERE id = ${steps}`,
    )
  })
  expect(steps).toBeGreaterThan(2)
  expect(rows).toEqual({ things: 20_000 })
  expect(ask(copy, "SELECT count(*) FROM things WHERE a IN ('later', 'changed')")).toBe(0)
  expect(writer.prepare("SELECT count(*) FROM things WHERE a = 'later'").pluck().get()).toBe(steps)
  writer.close()
})

test('a damaged page is found, and no copy is left', async () => {
  make(thousands(2000)).close()
  const bytes = readFileSync(path)
  bytes.fill(0xff, 200 * 4096, 201 * 4096)
  writeFileSync(path, bytes)
  await expect(copyDatabase(path, copy, () => undefined)).rejects.toMatchObject({ code: 'source_damaged' })
  expect(readdirSync(folder)).toEqual(['v1.db'])
})

test('damage that reading does not meet is found as well', async () => {
  const database = make(`${thousands(3)}; CREATE INDEX by_a ON things (a)`)
  const [index] = database
    .prepare("SELECT * FROM sqlite_schema WHERE name = 'by_a'")
    .raw()
    .all() as unknown[][]
  database.unsafeMode()
  database.exec("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'by_a'")
  database.close()
  const without = new Database(path).unsafeMode()
  without.exec('INSERT INTO things (a) VALUES (4); PRAGMA writable_schema = ON')
  without.prepare('INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)').run(...(index ?? []))
  without.close()
  await expect(copyDatabase(path, copy, () => undefined)).rejects.toMatchObject({
    code: 'source_damaged',
    message: expect.stringContaining('by_a'),
  })
  expect(readdirSync(folder)).toEqual(['v1.db'])
})

/** A link to nowhere in its place keeps SQLite from making the index of the log, as a read-only folder does. */
const forbidIndex = () => symlinkSync(join(folder, 'no', 'where'), `${path}-shm`)

test('a file in WAL mode is read where its log cannot be indexed, with what is in the log', async () => {
  const writer = make(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; ${thousands(3)}`)
  const [main, log] = [readFileSync(path), readFileSync(`${path}-wal`)]
  writer.close()
  writeFileSync(path, main)
  writeFileSync(`${path}-wal`, log)
  forbidIndex()
  expect(() => new Database(path, { readonly: true }).prepare('SELECT 1 FROM things').get()).toThrow()
  const database = openDatabase(path)
  expect(database.prepare('SELECT count(*) FROM things').pluck().get()).toBe(3n)
  database.close()
  expect([readFileSync(path), readFileSync(`${path}-wal`)]).toEqual([main, log])
  expect(readdirSync(folder)).toEqual(['v1.db', 'v1.db-shm', 'v1.db-wal'])
})

test('such a file without a log is read too', async () => {
  make(`PRAGMA journal_mode = WAL; ${thousands(3)}`).close()
  forbidIndex()
  const { rows } = await copyDatabase(path, copy, () => undefined)
  expect(rows).toEqual({ things: 3 })
  expect(ask(copy, 'SELECT count(*) FROM things')).toBe(3)
})
