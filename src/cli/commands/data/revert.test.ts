import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { generateV1 } from '../../../../fixtures/v1/generate.ts'
import { raiseDatabase } from '../../../../suites/support/raise-database.ts'
import { betty } from '../../../betty/index.ts'
import { cellDifferences } from '../../../compare/rows-back.ts'
import { lendCopies } from '../../../conversion/lend-copies.testing.ts'
import { openSqliteSource } from '../../../databases/sqlite/sqlite-source.ts'
import type { SourceRow } from '../../../records/cell.ts'
import { finishCli, runCli, startCli } from '../../run-cli.testing.ts'

const tables = betty.records.map(({ source }) => source)

let folder: string
let v1: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'betty-revert-'))
  v1 = join(folder, 'v1.db')
  generateV1({ path: v1, seed: 11, items: 400, hazards: 'all' })
  return () => rm(folder, { recursive: true })
})
const lent = lendCopies({ fill: (url) => raiseDatabase(v1, url) })
afterEach(async () => {
  for (const name of await readdir(folder)) if (name !== 'v1.db') await rm(join(folder, name))
})

const revert = (...flags: string[]) =>
  runCli(['data', 'revert', '--to', 'back.db', ...flags], {
    environment: { BETTY_V2_DATABASE_URL: lent.database.url },
    folder,
  })

function readRows(path: string, table: string): SourceRow[] {
  const source = openSqliteSource(path, betty.records)
  try {
    return [...source.readChunk(table, 'id', null, { rows: 1_000_000, bytes: 1 << 30 })]
  } finally {
    source.close()
  }
}

/** Storage class and bytes of every cell. */
function readBytes(path: string, table: string, condition: string): unknown[] {
  const file = new Database(path, { readonly: true })
  try {
    const names = file.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
    const cells = names.map((name) => `typeof("${name}") || hex(CAST("${name}" AS BLOB)) AS "${name}"`)
    return file.prepare(`SELECT ${cells.sort()} FROM ${table} WHERE ${condition} ORDER BY id`).raw().all()
  } finally {
    file.close()
  }
}

const lastRow = (table: string): SourceRow | undefined => readRows(join(folder, 'back.db'), table).at(-1)

const idOf = async (sql: string): Promise<bigint> => {
  const [row] = await lent.session.query(sql)
  return BigInt(Object.values(row ?? {})[0] ?? 0)
}

test('a database with every hazard comes back cell by cell, quarantined rows included', async () => {
  const { code, stderr, stdout } = await revert('--json')
  expect({ code, stderr }).toMatchObject({ code: 0 })
  const { tables: counts, failed } = JSON.parse(stdout)
  expect(failed).toEqual([])
  for (const table of tables) {
    const [old, back] = [readRows(v1, table), readRows(join(folder, 'back.db'), table)]
    expect(back.map(({ id }) => id)).toEqual(old.map(({ id }) => id))
    const differences = old.flatMap((row, at) =>
      cellDifferences(row, back[at] ?? {}).map((difference) => ({ id: row.id, ...difference })),
    )
    expect(differences).toEqual([])
    expect(counts[table]).toMatchObject({ read: old.length, made_in_v2: 0, failed: 0 })
    expect(counts[table].migrated + counts[table].from_quarantine).toBe(old.length)
    expect(counts[table].from_quarantine).toBeGreaterThan(5)
  }
  expect(await readdir(folder)).toEqual(['back.db', 'v1.db'])
})

test('rows in quarantine come back byte for byte', async () => {
  await revert()
  for (const table of tables) {
    const found = await lent.session.query(
      'SELECT source_key FROM migration_quarantine WHERE source_table = $1',
      [table],
    )
    const bytes = (path: string) => readBytes(path, table, `id IN (${found.map((row) => row.source_key)})`)
    expect(bytes(v1)).toHaveLength(found.length)
    expect(bytes(join(folder, 'back.db'))).toEqual(bytes(v1))
  }
})

test('the file has nothing but the tables of v1, and no declared types', async () => {
  await revert()
  const file = new Database(join(folder, 'back.db'), { readonly: true })
  expect(file.prepare('SELECT type, name FROM sqlite_schema').raw().all()).toEqual(
    tables.map((name) => ['table', name]),
  )
  expect(file.prepare(`SELECT name, type, pk FROM pragma_table_info('relationships')`).raw().all()).toEqual([
    ['id', 'INTEGER', 1],
    ...['source_id', 'target_id', 'type', 'strength', 'direction', 'created_at', 'last seen'].map((name) => [
      name,
      '',
      0,
    ]),
  ])
  file.close()
})

test('rows that were made in v2 come along, with the number they have', async () => {
  const high = await idOf('SELECT max(v1_id) FROM users')
  await lent.session.query(
    "INSERT INTO users (username, role, created_at) VALUES ('ann', 'viewer', '2026-01-02T03:04:05.678Z')",
  )
  const [item] = await lent.session.query(
    `INSERT INTO knowledge_items (project_id, created_by, title, content, knowledge_type, metadata, created_at, updated_at)
     SELECT '00000000-0000-0000-0000-000000000001', id, 'T', 'C', 'media',
       '{"tags": ["a", "b"], "priority": 4, "own": 1.10, "source_info": {"url": "u"}}', created_at, created_at
     FROM users WHERE username = 'ann' RETURNING id, v1_id`,
  )
  await lent.session.query(
    `INSERT INTO knowledge_relationships (source_knowledge_id, target_knowledge_id, relationship_type, strength, created_at)
     VALUES ($1, $1, 'contains', 1, '2026-01-02T03:04:05Z')`,
    [item?.id],
  )
  const { code, stdout } = await revert('--json')
  expect(code).toBe(0)
  for (const table of tables) expect(JSON.parse(stdout).tables[table].made_in_v2).toBe(1)
  expect(lastRow('users')).toMatchObject({
    username: 'ann',
    email: null,
    role: 'guest',
    permissions: '[]',
    preferences: null,
    active: 1n,
    created_at: '2026-01-02 03:04:05.678',
  })
  const ann = lastRow('users')?.id
  expect(ann).toBeGreaterThan(high)
  const itemId = BigInt(item?.v1_id ?? 0)
  expect(lastRow('knowledge')).toMatchObject({
    id: itemId,
    title: 'T',
    type: 'file',
    tags: 'a,b',
    metadata: '{"own":1.10,"source_url":"u","importance":"critical"}',
    project_id: 'default',
    user_id: ann,
    updated_at: '2026-01-02 03:04:05.678',
  })
  expect(lastRow('relationships')).toMatchObject({
    source_id: itemId,
    target_id: itemId,
    type: 'child',
    strength: 1,
    direction: 'bidirectional',
  })
})

test('rows without a number get one above the highest, oldest first, and are referred to by it', async () => {
  const high = await idOf(
    `SELECT greatest((SELECT max(v1_id) FROM users),
       (SELECT max(source_key::bigint) FROM migration_quarantine WHERE source_table = 'users'))`,
  )
  await lent.session.query(`
    INSERT INTO users (v1_id, username, created_at) VALUES (NULL, 'younger', '2026-01-02'), (NULL, 'older', '2026-01-01');
    INSERT INTO knowledge_items (v1_id, project_id, created_by, title, content, knowledge_type)
      SELECT NULL, '00000000-0000-0000-0000-000000000001', id, username, '', 'document' FROM users WHERE username = 'younger'`)
  expect(await revert()).toMatchObject({ code: 0 })
  const [older, younger] = readRows(join(folder, 'back.db'), 'users').slice(-2)
  expect([older?.id, older?.username]).toEqual([high + 1n, 'older'])
  expect([younger?.id, younger?.username]).toEqual([high + 2n, 'younger'])
  expect(lastRow('knowledge')).toMatchObject({
    title: 'younger',
    user_id: high + 2n,
    tags: null,
    metadata: null,
  })
})

test('numbers go below the lowest where the highest is the last there is', async () => {
  await lent.session.query(`UPDATE users SET v1_id = 9223372036854775807 WHERE username = 'ada';
    INSERT INTO users (v1_id, username) VALUES (NULL, 'late')`)
  expect(await revert()).toMatchObject({ code: 0 })
  const rows = readRows(join(folder, 'back.db'), 'users')
  expect(rows.at(-1)).toMatchObject({ id: 9223372036854775807n, username: 'ada' })
  expect(rows[0]).toMatchObject({ username: 'late' })
})

test('an edit in v2 wins over the original', async () => {
  await lent.session.query(`
    UPDATE users SET username = 'ada2', role = 'viewer' WHERE username = 'ada';
    UPDATE knowledge_items SET title = 'new', metadata = metadata || '{"tags": ["x"]}', knowledge_type = 'code',
      created_by = (SELECT id FROM users WHERE username = 'wanda') WHERE v1_id = 1`)
  await revert()
  const [ada, wanda] = readRows(join(folder, 'back.db'), 'users')
  expect(ada).toMatchObject({ id: 1n, username: 'ada2', role: 'guest' })
  const [first] = readRows(join(folder, 'back.db'), 'knowledge')
  expect(first).toMatchObject({ id: 1n, title: 'new', tags: 'x', type: 'code', user_id: wanda?.id })
})

test('times without a zone come back as they were read', async () => {
  await lent.session.query(`
    UPDATE migration_runs SET stats = stats || '{"source_timezone": "Europe/Berlin"}';
    UPDATE users SET created_at = '2024-03-01 08:30:00Z',
      profile = jsonb_set(profile, '{migration,complement}', '{"created_at": "2024-03-01 09:30:00"}') WHERE username = 'ada';
    UPDATE users SET created_at = '2024-03-01 09:30:00Z',
      profile = jsonb_set(profile, '{migration,complement}', '{"created_at": "2024-03-01 09:30"}') WHERE username = 'wanda'`)
  await revert()
  const [ada, wanda] = readRows(join(folder, 'back.db'), 'users')
  expect(ada?.created_at).toBe('2024-03-01 09:30:00')
  expect(wanda?.created_at).toBe('2024-03-01 09:30:00') // edited: it would have been 09:30 in UTC
})

test('what was deleted in v2 does not come back, and neither do the relationships of it', async () => {
  await lent.session.query("UPDATE knowledge_items SET status = 'deleted' WHERE v1_id = 1")
  const of = await idOf(
    `SELECT count(*) FROM knowledge_relationships r JOIN knowledge_items k
       ON k.id IN (r.source_knowledge_id, r.target_knowledge_id) WHERE k.v1_id = 1`,
  )
  expect(of).toBeGreaterThan(0n)
  const before = await idOf('SELECT count(*) FROM knowledge_items')
  const { code, stdout } = await revert('--json')
  expect(code).toBe(0)
  const { tables: counts } = JSON.parse(stdout)
  expect(counts.knowledge).toMatchObject({ deleted: 1, migrated: Number(before) - 1 })
  expect(counts.relationships).toMatchObject({ of_deleted: Number(of), deleted: 0 })
  const rows = readRows(join(folder, 'back.db'), 'relationships')
  expect(rows.filter((row) => row.source_id === 1n || row.target_id === 1n)).toEqual([])
})

test('what v1 has no place for is told', async () => {
  await lent.session.query("INSERT INTO projects (slug, name) VALUES ('empty', 'Empty')")
  const { stdout } = await revert()
  expect(stdout).toContain('1 projects without items')
  expect(stdout).toMatch(/^users +\d+ +\d+ +0 +\d+ +\d+$/m)
})

test('a row that holds what v1 cannot is named, and all others are there', async () => {
  await lent.session.query(
    `UPDATE knowledge_items SET metadata = metadata || '{"tags": {"not": "a list"}}' WHERE v1_id = 1`,
  )
  await lent.session.query(`UPDATE knowledge_items SET updated_at = 'infinity' WHERE v1_id = 2`)
  const { code, stdout } = await revert('--json')
  expect(code).toBe(1)
  const { tables: counts, failed } = JSON.parse(stdout)
  expect(failed).toEqual([
    expect.objectContaining({ table: 'knowledge', id: '1' }),
    { table: 'knowledge', id: '2', reason: 'the time Infinity is none' },
  ])
  expect(counts.knowledge.failed).toBe(2)
  expect(readRows(join(folder, 'back.db'), 'knowledge')).toHaveLength(counts.knowledge.read - 2)
})

test('a conversion that has not come to its end is told', async () => {
  await lent.session.query("UPDATE migration_runs SET status = 'running', finished_at = NULL")
  const { code, stdout } = await revert()
  expect(code).toBe(1)
  expect(stdout).toContain('has not come to its end')
})

test('a row that is in quarantine and in v2 is taken from v2', async () => {
  await lent.session.query(`INSERT INTO migration_quarantine (source_table, source_key, reason_code, reason, raw, run_id)
    VALUES ('users', '1', 'too_large', '', '{"id": 1, "username": "other"}', gen_random_uuid())`)
  const { stdout } = await revert('--json')
  expect(JSON.parse(stdout).tables.users.twice).toBe(1)
  expect(readRows(join(folder, 'back.db'), 'users')[0]).toMatchObject({ id: 1n, username: 'ada' })
})

test('nothing is overwritten, and nothing half done is left', async () => {
  await revert()
  const again = await revert()
  expect(again).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('already') })
  const nowhere = await runCli(
    ['data', 'revert', '--to', 'no/such/folder.db', '--v2-database-url', lent.database.url],
    {
      folder,
    },
  )
  expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('no/such/folder.db') })
  await lent.session.query('DROP TABLE migration_quarantine')
  expect(await revert()).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('migration_quarantine'),
  })
  expect(await readdir(folder)).toEqual(['back.db', 'v1.db'])
})

test('a revert that is killed leaves no file of that name', async () => {
  await lent.session.query('BEGIN; LOCK TABLE projects IN ACCESS EXCLUSIVE MODE')
  const child = startCli(['data', 'revert', '--to', 'back.db', '--v2-database-url', lent.database.url], {
    folder,
  })
  const ended = once(child, 'exit')
  const parts = async () => (await readdir(folder)).filter((name) => name !== 'v1.db')
  await expect.poll(parts, { timeout: 60_000 }).toEqual([`back.db.part-${child.pid}`])
  child.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
  expect(await parts()).toEqual([`back.db.part-${child.pid}`])
  await lent.session.query('ROLLBACK')
  expect(await revert()).toMatchObject({ code: 0 })
})

test('a connection that breaks is told, and leaves nothing', async () => {
  await lent.session.query('BEGIN; LOCK TABLE projects IN ACCESS EXCLUSIVE MODE')
  const child = startCli(['data', 'revert', '--to', 'back.db', '--v2-database-url', lent.database.url], {
    folder,
  })
  const running = finishCli(child)
  await expect.poll(() => readdir(folder), { timeout: 60_000 }).toHaveLength(2)
  await lent.session.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE $1',
    [`betty-migrate, process ${child.pid} %`],
  )
  expect(await running).toMatchObject({ code: 3, stderr: expect.stringContaining('lost') })
  expect(await readdir(folder)).toEqual(['v1.db'])
  await lent.session.query('ROLLBACK')
})
