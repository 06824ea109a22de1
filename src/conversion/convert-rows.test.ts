import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { samplePath } from '../../fixtures/v1/sample.ts'
import { betty } from '../betty/index.ts'
import { connectPostgres } from '../databases/postgres/connect.ts'
import { openSqliteSource } from '../databases/sqlite/sqlite-source.ts'
import { quoteIdentifier } from '../schema/session.ts'
import { createZone } from '../time/zone.ts'
import { changeV1, dumpConversion, writeV1 } from './conversion.testing.ts'
import { type ConversionOptions, convertRows } from './convert-rows.ts'
import { lendCopies } from './lend-copies.testing.ts'

const schema = `the "v2" schema`

let folder: string
let v1: string

const lent = lendCopies({ schema })
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betty-convert-'))
  v1 = join(folder, 'v1.db')
  return () => rmSync(folder, { recursive: true })
})

async function convert(options: Partial<ConversionOptions> = {}, path = v1, into = lent.session) {
  const source = openSqliteSource(path, betty.records)
  try {
    return await convertRows(into, source, betty, { schema, ...options })
  } finally {
    source.close()
    await into.query('SELECT pg_advisory_unlock_all()')
  }
}

/** What an uninterrupted conversion of the file makes of an empty database. */
async function convertAfresh(path = v1, options: Partial<ConversionOptions> = {}) {
  const database = await lent.lend()
  const fresh = await connectPostgres(database.url, schema)
  await convert(options, path, fresh)
  const dump = await dumpConversion(fresh)
  await fresh.close()
  await database.giveBack()
  return dump
}

const ledger = (result: Awaited<ReturnType<typeof convert>>, table: string) => {
  const { read, landed, alreadyThere, inConflict, quarantined, waiting } = result.tables[table] ?? {}
  return { read, landed, alreadyThere, inConflict, quarantined, waiting }
}

const row = (id: number | bigint, change: object = {}) => ({ id: BigInt(id), ...change })
const badTime = { created_at: 'last summer' }

test('rows in parts: the limit counts for each table, what refers to later rows waits, and the end is the same', async () => {
  const whole = await convertAfresh(samplePath)
  const first = await convert({ limit: 40 }, samplePath)
  expect(first.complete).toBe(false)
  expect(first.tables.users).toMatchObject({ read: 40, landed: 40 })
  expect(first.tables.knowledge?.read).toBe(40)
  expect(first.tables.knowledge?.waiting).toBeGreaterThan(0)
  let runs = 1
  for (; !(await convert({ limit: 150 }, samplePath)).complete; runs += 1) expect(runs).toBeLessThan(20)
  expect(runs).toBeGreaterThan(2)
  expect(await dumpConversion(lent.session)).toEqual(whole)
})

test('a dry run tells what a run would do, and writes nothing', async () => {
  writeV1(v1, {
    users: [row(1), row(2, badTime)],
    knowledge: [row(1)],
    relationships: [row(1), row(2, { source_id: 9n })],
  })
  const dry = await convert({ dryRun: true })
  expect(Object.values(await dumpConversion(lent.session)).flat()).toEqual([])
  expect(await lent.session.query('SELECT FROM migration_runs')).toEqual([])
  expect(await lent.session.query('SELECT is_called FROM users_v1_id_seq')).toEqual([{ is_called: 'f' }])
  expect(await convert()).toEqual(dry)
  await lent.session.query("UPDATE users SET role = 'admin'")
  const before = await dumpConversion(lent.session)
  expect(ledger(await convert({ dryRun: true, overwrite: true }), 'users')).toMatchObject({
    landed: 1,
    quarantined: 1,
  })
  expect(ledger(await convert({ dryRun: true }), 'users')).toMatchObject({ inConflict: 1, quarantined: 1 })
  expect(await dumpConversion(lent.session)).toEqual(before)
})

test('too many quarantined rows end the run; the next goes on from there to the same end', async () => {
  writeV1(v1, { users: [row(1), row(2, badTime), row(3), row(4, badTime), row(5), row(6, badTime), row(7)] })
  const bounds = { rows: 1, bytes: 1 << 20 }
  await expect(convert({ maxErrors: 2, bounds })).rejects.toMatchObject({
    code: 'too_many_quarantined',
    message: expect.stringContaining('2 rows were quarantined'),
  })
  expect(await lent.session.query('SELECT v1_id FROM users ORDER BY v1_id')).toEqual([
    { v1_id: '1' },
    { v1_id: '3' },
  ])
  expect((await convert({ maxErrors: 2, bounds })).quarantined.users).toEqual({ bad_timestamp: 1 })
  expect(await dumpConversion(lent.session)).toEqual(await convertAfresh())
})

test('what is in quarantine stays there until it is to be taken up again', async () => {
  writeV1(v1, { users: [row(1, badTime), row(2)] })
  await convert()
  changeV1(v1, "UPDATE users SET created_at = '2024-01-01 00:00:00'")
  const again = await convert()
  expect(again.quarantined.users).toEqual({})
  expect(ledger(again, 'users')).toMatchObject({ read: 2, alreadyThere: 1, quarantined: 1 })
  expect(ledger(await convert({ retry: true }), 'users')).toMatchObject({
    read: 2,
    landed: 1,
    alreadyThere: 1,
    quarantined: 0,
  })
  expect(
    await lent.session.query('SELECT resolved_at IS NOT NULL AS resolved FROM migration_quarantine'),
  ).toEqual([{ resolved: 't' }])
  expect(await dumpConversion(lent.session)).toEqual(await convertAfresh())
})

test('taken up again after a repair, all is as if the source had never been broken', async () => {
  writeV1(v1, {
    users: [
      row(1, { username: 'ann', email: 'a@x', ...badTime }),
      row(2, { username: 'ann', email: 'A@X' }),
      row(3, badTime),
      row(4, badTime),
    ],
    knowledge: [row(1, { user_id: 1n }), row(2, { user_id: 3n }), row(3, badTime), row(4, { user_id: 2n })],
    relationships: [row(1, { target_id: 3n }), row(2, { source_id: 2n, target_id: 4n })],
  })
  const broken = await convert()
  expect(broken.quarantined).toEqual({
    users: { bad_timestamp: 3 },
    knowledge: { bad_timestamp: 1 },
    relationships: { dangling_relationship: 1 },
  })
  changeV1(v1, "UPDATE users SET created_at = '2024-02-02 00:00:00' WHERE id IN (1, 3)")
  changeV1(v1, "UPDATE knowledge SET created_at = '2024-02-02 00:00:00' WHERE id = 3")
  changeV1(v1, 'DELETE FROM users WHERE id = 4')
  const retried = await convert({ retry: true })
  expect(retried.quarantined).toEqual({ users: {}, knowledge: {}, relationships: {} })
  expect(retried.conflicts).toEqual({ users: [], knowledge: [], relationships: [] })
  expect(await dumpConversion(lent.session)).toEqual(await convertAfresh())
  expect((await dumpConversion(lent.session)).migration_quarantine).toEqual([])
})

test('a row that was edited in v2 meanwhile is not given back, but told', async () => {
  writeV1(v1, { users: [row(1, badTime)], knowledge: [row(1)] })
  await convert()
  await lent.session.query("UPDATE knowledge_items SET title = 'edited'")
  changeV1(v1, "UPDATE users SET created_at = '2024-02-02 00:00:00'")
  expect((await convert({ retry: true })).conflicts.knowledge).toEqual([1n])
  expect(await lent.session.query('SELECT title FROM knowledge_items')).toEqual([{ title: 'edited' }])
})

test('with overwrite, what was edited in v2 is as v1 has it', async () => {
  writeV1(v1, { users: [row(1), row(2)], knowledge: [row(1)] })
  await convert()
  await lent.session.query(
    "UPDATE knowledge_items SET title = 'edited'; UPDATE users SET role = 'admin' WHERE v1_id = 2",
  )
  expect(ledger(await convert({ overwrite: true }), 'users')).toMatchObject({
    landed: 1,
    alreadyThere: 1,
    inConflict: 0,
  })
  expect(await dumpConversion(lent.session)).toEqual(await convertAfresh())
})

test.each([1, 4, 100])(
  'a row that PostgreSQL refuses goes into quarantine alone (batches of %i)',
  async (rows) => {
    writeV1(v1, { users: Array.from({ length: 20 }, (_, at) => row(at + 1)) })
    await lent.session.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.v1_id IN (7, 16) THEN RAISE EXCEPTION 'no room' USING ERRCODE = '54000'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION refuse()`)
    const result = await convert({ bounds: { rows, bytes: 1 << 20 } })
    expect(ledger(result, 'users')).toMatchObject({ read: 20, landed: 18, quarantined: 2 })
    expect(
      await lent.session.query('SELECT source_key, reason_code, reason FROM migration_quarantine ORDER BY 1'),
    ).toEqual(
      ['16', '7'].map((source_key) => ({
        source_key,
        reason_code: 'too_large',
        reason: 'the row: PostgreSQL refuses it: no room',
      })),
    )
  },
)

test('a row too large even for the quarantine is kept there without its largest cell', async () => {
  const content = 'x'.repeat(3 << 20)
  writeV1(v1, { users: [row(1)], knowledge: [row(1, { content, ...badTime }), row(2)] })
  await lent.session.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF length(NEW.raw::text) > 1000000 THEN RAISE EXCEPTION 'no room' USING ERRCODE = '54000'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON migration_quarantine FOR EACH ROW EXECUTE FUNCTION refuse()`)
  expect(ledger(await convert(), 'knowledge')).toMatchObject({ read: 2, landed: 1, quarantined: 1 })
  expect(
    await lent.session.query(
      "SELECT reason_code, raw ->> 'title' AS title, raw -> 'content' -> 'left_out' ->> 'bytes' AS bytes FROM migration_quarantine",
    ),
  ).toEqual([{ reason_code: 'bad_timestamp', title: 'title 1', bytes: String(content.length + 2) }])
})

test('an error of the server that is about no row ends the run, with nothing of the batch', async () => {
  writeV1(v1, { users: [row(1)] })
  await lent.session.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION refuse()`)
  await expect(convert()).rejects.toThrow('disk full')
  expect(await lent.session.query('SELECT FROM migration_quarantine')).toEqual([])
  await lent.session.query('DROP TRIGGER refuse ON users')
  expect(ledger(await convert(), 'users')).toMatchObject({ read: 1, landed: 1 })
})

test('times without a zone are read in the one that is named, also when a run is gone on with', async () => {
  writeV1(v1, {
    users: [row(1, { created_at: '2024-07-15 12:00:00' }), row(2, { created_at: '2024-07-15T12:00:00Z' })],
  })
  const berlin = {
    timezone: 'Europe/Berlin',
    instant: createZone('Europe/Berlin') ?? ((local: bigint) => local),
  }
  await convert({ ...berlin, limit: 1 })
  await expect(convert()).rejects.toMatchObject({
    code: 'bad_setting',
    next: expect.stringContaining('Europe/Berlin'),
  })
  await convert(berlin)
  expect(await lent.session.query('SELECT v1_id, created_at FROM users ORDER BY v1_id')).toEqual([
    { v1_id: '1', created_at: '2024-07-15 10:00:00+00' },
    { v1_id: '2', created_at: '2024-07-15 12:00:00+00' },
  ])
})

test('a run is gone on with by the configuration it was begun with, and by no other', async () => {
  writeV1(v1, { users: [row(1), row(2), row(3)] })
  await convert({ configuration: 'first', limit: 1 })
  for (const configuration of ['second', ''])
    await expect(convert({ configuration, limit: 1 })).rejects.toMatchObject({
      code: 'bad_setting',
      next: expect.stringContaining('as it was then'),
    })
  expect(ledger(await convert({ configuration: 'first' }), 'users')).toMatchObject({ read: 3, landed: 3 })
})

test('keys and indexes are off while empty tables are filled, and there at the end', async () => {
  writeV1(v1, { users: [row(1)], knowledge: [row(1)], relationships: [row(1)] })
  const indexes = () =>
    lent.session.query(`SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1`)
  const before = await indexes()
  let during: unknown
  await convert({
    wrapTarget: (target) => ({
      ...target,
      async load(batch) {
        during ??= (await indexes()).map(({ indexname }) => indexname)
        return target.load(batch)
      },
    }),
  })
  expect(during).not.toContain('knowledge_items_search_idx')
  expect(await indexes()).toEqual(before)
})

test('a schema without its tables is refused with what to do', async () => {
  writeV1(v1, {})
  await lent.session.query(`DROP SCHEMA ${quoteIdentifier(schema)} CASCADE`)
  await expect(convert()).rejects.toMatchObject({
    code: 'schema_not_applied',
    next: expect.stringContaining('schema apply'),
  })
})

test('a source that is written to meanwhile is read as it was at the start', async () => {
  writeV1(v1, { users: [row(1), row(2)] })
  copyFileSync(v1, join(folder, 'before.db'))
  changeV1(v1, 'PRAGMA journal_mode = WAL')
  let wrote = false
  await convert({
    bounds: { rows: 1, bytes: 1 << 20 },
    onProgress() {
      if (!wrote) changeV1(v1, "UPDATE users SET username = 'late' WHERE id = 2")
      wrote = true
    },
  })
  expect(await dumpConversion(lent.session)).toEqual(await convertAfresh(join(folder, 'before.db')))
})

test('a file whose tables and columns are spelled in another case converts as the usual one', async () => {
  writeV1(v1, { users: [row(1)], knowledge: [row(1), row(2, badTime)], relationships: [row(1)] })
  const usual = await convertAfresh()
  const shouted = join(folder, 'shouted.db')
  copyFileSync(v1, shouted)
  const database = new Database(shouted)
  for (const [table, column] of [
    ['users', 'username'],
    ['knowledge', 'title'],
    ['knowledge', 'created_at'],
    ['relationships', 'source_id'],
  ] as const)
    database.exec(`ALTER TABLE ${table} RENAME COLUMN ${column} TO ${column.toUpperCase()}`)
  database.exec('ALTER TABLE knowledge RENAME TO other; ALTER TABLE other RENAME TO KNOWLEDGE')
  database.close()
  expect(await convertAfresh(shouted)).toEqual(usual)
})
