import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { betty } from '../../../betty/index.ts'
import { connectPostgres, type PostgresSession } from '../../../databases/postgres/connect.ts'
import { createEmbeddedProvider } from '../../../databases/providers/embedded.ts'
import type { LentDatabase, PostgresServer } from '../../../databases/providers/provider.ts'
import { applySteps } from '../../../schema/apply-steps.ts'
import { runCli } from '../../run-cli.testing.ts'

let server: PostgresServer
let database: LentDatabase
let session: PostgresSession
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'betty-quarantine-'))
  server = await createEmbeddedProvider().open()
  database = await server.lend()
  session = await connectPostgres(database.url, 'public')
  await applySteps(session, { schema: 'public', steps: betty.schema })
  return async () => {
    await session.close()
    await server.close()
    await rm(folder, { recursive: true })
  }
})

const quarantine = (...flags: string[]) =>
  runCli(['data', 'quarantine', ...flags], {
    environment: { BETTY_V2_DATABASE_URL: database.url },
    folder,
  })

const run = '0190b0a0-0000-7000-8000-000000000001'

async function fill(): Promise<void> {
  await session.query('TRUNCATE migration_quarantine')
  await session.query(
    `INSERT INTO migration_quarantine (source_table, source_key, reason_code, reason, run_id, raw, quarantined_at, resolved_at)
     SELECT 'knowledge', id, 'bad_timestamp', 'created_at: number ' || id, $1::uuid,
       jsonb_build_object('id', id, 'title', 'T' || id), timestamptz '2026-01-01 00:00:00.000001Z',
       CASE WHEN id = 7 THEN timestamptz '2026-01-02 00:00:00Z' END
     FROM unnest(ARRAY[100, 20, 3, -4, 7]) id
     UNION ALL SELECT 'users', 9, 'invalid_utf8', 'username: bytes', $1::uuid,
       jsonb '{"id": 9223372036854775807, "username": {"invalid_utf8": "/0E="}, "n": 1.10}', timestamptz '2026-01-01', NULL`,
    [run],
  )
}

test('an empty quarantine is no trouble', async () => {
  expect(await quarantine()).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/nothing in quarantine\.\n$/),
  })
  expect(JSON.parse((await quarantine('--json')).stdout)).toEqual({ rows: 0, groups: [] })
})

test('rows are listed by table and reason, the first ones as examples; those that have landed only with --all', async () => {
  await fill()
  const knowledge = {
    table: 'knowledge',
    code: 'bad_timestamp',
    examples: [-4, 3, 20].map((id) => ({ id: String(id), reason: `created_at: number ${id}` })),
  }
  const users = {
    table: 'users',
    code: 'invalid_utf8',
    rows: 1,
    resolved: 0,
    examples: [{ id: '9', reason: 'username: bytes' }],
  }
  expect(JSON.parse((await quarantine('--json')).stdout)).toEqual({
    rows: 5,
    groups: [{ ...knowledge, rows: 4, resolved: 0 }, users],
  })
  const all = JSON.parse((await quarantine('--json', '--all')).stdout)
  expect(all).toMatchObject({ rows: 6, groups: [{ rows: 5, resolved: 1 }, { rows: 1 }] })
  const { stdout } = await quarantine()
  expect(stdout).toMatch(/^knowledge +bad_timestamp +4\n {4}-4: created_at: number -4\n/m)
  expect(stdout).toMatch(/: 5 rows in quarantine\.\n$/)
})

test('an export holds the rows whole, a document a line, and only we can read it', async () => {
  await fill()
  expect(await quarantine('--export', 'rows.jsonl')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(join(folder, 'rows.jsonl')),
  })
  const lines = (await readFile(join(folder, 'rows.jsonl'), 'utf8')).split('\n')
  expect(lines).toHaveLength(6)
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    source_table: 'knowledge',
    source_key: '-4',
    reason_code: 'bad_timestamp',
    reason: 'created_at: number -4',
    run_id: run,
    quarantined_at: '2026-01-01 00:00:00.000001+00',
    resolved_at: null,
    raw: { id: -4, title: 'T-4' },
  })
  expect(lines[4]).toContain('"username":{"invalid_utf8":"/0E="}')
  expect(lines[4]).toContain('"id":9223372036854775807')
  expect(lines[4]).toContain('"n":1.10')
  expect((await stat(join(folder, 'rows.jsonl'))).mode & 0o777).toBe(0o600)
})

test('an export to .json is one array; nothing is overwritten', async () => {
  await fill()
  await quarantine('--export', 'rows.json', '--all')
  const keys = async () =>
    JSON.parse(await readFile(join(folder, 'rows.json'), 'utf8')).map(
      (row: { source_key: string }) => row.source_key,
    )
  expect(await keys()).toEqual(['-4', '3', '7', '20', '100', '9'])
  await session.query('TRUNCATE migration_quarantine')
  expect(await quarantine('--export', 'rows.json')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('already'),
  })
  expect(await keys()).toHaveLength(6)
  await quarantine('--export', 'none.json')
  expect(JSON.parse(await readFile(join(folder, 'none.json'), 'utf8'))).toEqual([])
  expect((await readdir(folder)).filter((name) => name.includes('part'))).toEqual([])
})

test('a database without the tables of v2 is refused', async () => {
  expect(await quarantine('--v2-schema', 'elsewhere')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('migration_quarantine'),
  })
})
