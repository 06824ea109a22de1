import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, expect, test } from 'vitest'
import { generateV1 } from '../../../../fixtures/v1/generate.ts'
import { raiseDatabase } from '../../../../suites/support/raise-database.ts'
import { lendCopies } from '../../../conversion/lend-copies.testing.ts'
import { runCli } from '../../run-cli.testing.ts'

let folder: string
let v1: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'betty-verify-'))
  v1 = join(folder, 'v1.db')
  generateV1({ path: v1, seed: 4, items: 300, hazards: 'all' })
  return () => rm(folder, { recursive: true })
})
const lent = lendCopies({ fill: (url) => raiseDatabase(v1, url) })

const verify = (...flags: string[]) =>
  runCli(['data', 'verify', ...flags], {
    environment: { BETTY_V2_DATABASE_URL: lent.database.url, BETTY_V1_DB_PATH: v1 },
    folder,
  })

test('what was migrated is equal, quarantine included, and nothing is written', async () => {
  const before = await stat(v1)
  const { code, stdout } = await verify('--json')
  const report = JSON.parse(stdout)
  expect({ code, findings: report.findings, equal: report.equal }).toEqual({
    code: 0,
    findings: [],
    equal: true,
  })
  expect(Object.keys(report.tables)).toEqual(['users', 'projects', 'knowledge', 'relationships'])
  const { source, equal, quarantined, ...others } = report.tables.knowledge
  expect(source).toBeGreaterThan(300)
  expect(quarantined).toBeGreaterThan(0)
  expect(equal).toBe(source - quarantined)
  expect(others).toEqual({ different: 0, missing: 0, extra: 0, made_in_v2: 0 })
  expect((await stat(v1)).mtimeMs).toBe(before.mtimeMs)
  expect(await verify()).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing differs') })
})

test('a difference ends with 1, and is named with both values on the terminal and in the file', async () => {
  await lent.session.query("UPDATE users SET role = 'admin' WHERE v1_id = 3")
  const { code, stdout, stderr } = await verify('--output', 'differences.json')
  expect(code).toBe(1)
  expect(stdout).toMatch(/fault value_differs +users: 3, role\n +should be +"viewer"\n +is +"admin"\n/)
  expect(stdout).toContain('1 finding,')
  expect(stderr).toContain('Comparing')
  const written = JSON.parse(await readFile(join(folder, 'differences.json'), 'utf8'))
  expect(written).toMatchObject({
    equal: false,
    total_findings: 1,
    tables: { users: { different: 1 } },
    findings: [
      {
        code: 'value_differs',
        table: 'users',
        key: '3',
        column: 'role',
        expected: '"viewer"',
        actual: '"admin"',
        fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
    ],
  })
  expect((await stat(join(folder, 'differences.json'))).mode & 0o777).toBe(0o600)
  expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([])
})

test('rows that a server of v2 added are listed as information, and the command ends with 0', async () => {
  await lent.session.query("INSERT INTO users (username) VALUES ('ann')")
  const { code, stdout } = await verify('--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    equal: true,
    tables: { users: { made_in_v2: 1, extra: 0 } },
    findings: [{ code: 'extra', table: 'users', info: true }],
  })
})

test('a sample says that it is one', async () => {
  const { code, stdout } = await verify('--sample', '50')
  expect(code).toBe(0)
  expect(stdout).toContain('This was a sample of about 50 rows of each table')
  const report = JSON.parse((await verify('--sample', '50', '--json')).stdout)
  expect(report.sample).toBe(50)
  expect(report.tables.knowledge.source).toBeGreaterThan(30)
  expect(report.tables.knowledge.source).toBeLessThan(70)
})

test('a role that may only read is enough; what it may not read is told', async () => {
  await lent.session.query(`DROP ROLE IF EXISTS verifier; CREATE ROLE verifier LOGIN PASSWORD 'hunter2'`)
  const url = new URL(lent.database.url)
  url.username = 'verifier'
  url.password = 'hunter2'
  const run = () => verify('--v2-database-url', url.href)
  const refused = await run()
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('SELECT on its tables') })
  await lent.session.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO verifier;
    GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO verifier`)
  expect((await run()).code).toBe(0)
  await lent.session.query('ALTER TABLE users ENABLE ROW LEVEL SECURITY')
  const hidden = await run()
  expect(hidden).toMatchObject({ code: 2, stderr: expect.stringContaining('row-level security') })
  expect(JSON.stringify([refused, hidden])).not.toContain('hunter2')
  await lent.session.query('DROP OWNED BY verifier; DROP ROLE verifier')
})

test.each([
  { flags: ['--v1-db', 'nowhere.db'], said: 'There is no file' },
  { flags: ['--v1-db', 'text.txt'], said: 'not a SQLite database' },
  { flags: ['--v1-db', 'other.db'], said: 'is not a BETTY v1 database: it has the tables notes' },
  { flags: ['--v2-schema', 'nowhere'], said: 'betty-migrate schema apply' },
  { flags: ['--sample', '0'], said: 'at least 1' },
  { flags: ['--output', 'no/such/folder.json'], said: 'folder.json cannot be written' },
])('wrong usage ends with 2 and says what is wrong: $flags', async ({ flags, said }) => {
  await writeFile(join(folder, 'text.txt'), 'this is no database, only a text')
  const other = new Database(join(folder, 'other.db'))
  other.exec('CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY)')
  other.close()
  const { code, stdout, stderr } = await verify(...flags)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(said)
})

test('times without a zone are read in the zone that the conversion recorded', async () => {
  await lent.session.query(
    `UPDATE migration_runs SET stats = stats || '{"source_timezone": "Europe/Berlin"}'`,
  )
  const { code, stdout } = await verify('--json')
  const { findings, source_timezone } = JSON.parse(stdout)
  expect({ code, source_timezone }).toEqual({ code: 1, source_timezone: 'Europe/Berlin' })
  expect(findings).toContainEqual(
    expect.objectContaining({
      table: 'users',
      key: '1',
      column: 'created_at',
      expected: '"2024-03-01T08:30:00.000000Z"',
      actual: '"2024-03-01T09:30:00.000000Z"',
    }),
  )
})
