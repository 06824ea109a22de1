import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { connectPostgres, type PostgresSession } from '../../../databases/postgres/connect.ts'
import { createEmbeddedProvider } from '../../../databases/providers/embedded.ts'
import type { LentDatabase, PostgresServer } from '../../../databases/providers/provider.ts'
import { quoteIdentifier } from '../../../schema/session.ts'
import { runCli } from '../../run-cli.testing.ts'

const steps = 24

let server: PostgresServer
let folder: string
let database: LentDatabase
let session: PostgresSession

beforeAll(async () => {
  server = await createEmbeddedProvider().open()
  folder = await mkdtemp(join(tmpdir(), 'betty-schema-'))
  return async () => {
    await server.close()
    await rm(folder, { recursive: true })
  }
})
beforeEach(async () => {
  database = await server.lend()
  session = await connectPostgres(database.url)
  return async () => {
    await session.close()
    await database.giveBack()
  }
})

const schema = (command: string, ...flags: string[]) =>
  runCli(['schema', command, ...flags], { environment: { BETTY_V2_DATABASE_URL: database.url }, folder })

const insertAnn = () => session.query("INSERT INTO users (username) VALUES ('ann')")

test('plan prints SQL that makes what the steps declare, and changes nothing', async () => {
  const planned = await schema('plan', '--v2-schema', 'Mixed "case"')
  expect(planned).toMatchObject({ code: 0, stderr: '' })
  expect(await session.query('SELECT FROM pg_namespace WHERE nspname = \'Mixed "case"\'')).toEqual([])
  await session.query(planned.stdout)
  const { stdout } = await schema('verify', '--v2-schema', 'Mixed "case"', '--json')
  expect(JSON.parse(stdout).findings).toEqual([
    expect.objectContaining({ code: 'schema_missing', table: 'schema_migrations' }),
  ])
})

test('apply, status and verify agree; a second apply has nothing to do', async () => {
  expect(await schema('apply', '--target', 'create-users')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Applied 2 steps to schema "public" of database/),
  })
  const status = JSON.parse((await schema('status', '--json')).stdout)
  expect(status.steps.map(({ state }: { state: string }) => state)).toEqual([
    'applied',
    'applied',
    ...Array(steps - 2).fill('pending'),
  ])
  const incomplete = await schema('verify')
  expect(incomplete).toMatchObject({ code: 1, stdout: expect.stringContaining('step create-projects') })
  const rest = await schema('apply', '--json', '--no-backup')
  expect(rest.code).toBe(0)
  expect(JSON.parse(rest.stdout).applied).toHaveLength(steps - 2)
  expect(await schema('verify')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('all as declared'),
  })
  expect(await schema('apply')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Nothing to do/) })
})

test('verify ends with 1 when somebody changed something, and says what', async () => {
  await schema('apply')
  await session.query(
    "ALTER TABLE users ALTER COLUMN role SET DEFAULT 'admin'; CREATE INDEX more ON users (role)",
  )
  const { code, stdout } = await schema('verify', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    equal: false,
    tables: { users: { different: 1, missing: 0, extra: 0 }, projects: { different: 0 } },
    findings: [
      {
        code: 'schema_differs',
        table: 'users',
        column: 'role',
        expected: "text DEFAULT 'user'::text NOT NULL",
        actual: "text DEFAULT 'admin'::text NOT NULL",
        fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
      { code: 'schema_extra', table: 'users', key: 'index more', info: true },
    ],
  })
})

test('two at once end well', async () => {
  const runs = await Promise.all([schema('apply', '--no-backup'), schema('apply', '--no-backup')])
  expect(runs.map(({ code }) => code)).toEqual([0, 0])
  expect(runs.map(({ stdout }) => stdout.split(' ')[0]).sort()).toEqual(['Applied', 'Nothing'])
})

test('a backup is made before anything is changed, unless there is nothing or it is forbidden', async () => {
  const backups = join(folder, 'before')
  const apply = (...flags: string[]) => schema('apply', '--backup-path', backups, ...flags)
  const made = () => readdir(backups).catch(() => [])
  await apply('--target', 'create-users')
  expect(await made()).toEqual([])
  await apply('--target', 'create-projects', '--no-backup')
  expect(await made()).toEqual([])
  const { stderr } = await apply()
  expect(await made()).toHaveLength(1)
  expect(stderr).toContain((await made())[0])
})

test('rollback wants to be told how far, and that rows may go; restore brings them back', async () => {
  await schema('apply')
  await insertAnn()
  const backups = ['--backup-path', join(folder, 'rollback')]
  expect(await schema('rollback', ...backups)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--all'),
  })
  expect(await schema('rollback', '--all', '--to', 'create-users')).toMatchObject({ code: 2 })
  expect(await schema('rollback', '--all', ...backups)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('users (1)'),
  })
  expect(await session.query('SELECT username FROM users')).toEqual([{ username: 'ann' }])

  const undone = await schema('rollback', '--all', '--yes', ...backups)
  expect(undone).toMatchObject({ code: 0, stdout: expect.stringContaining(`Undid ${steps} steps`) })
  expect(await session.query("SELECT to_regclass('users') AS users")).toEqual([{ users: null }])

  const wayBack = undone.stdout.split('betty-migrate schema restore ')[1]?.trim().split(' ') ?? []
  expect(await schema('restore', ...wayBack)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('equal'),
  })
  expect(await session.query('SELECT username FROM users')).toEqual([{ username: 'ann' }])
  expect(await schema('verify')).toMatchObject({ code: 0 })
})

test('backup and restore: not over what is there, unless told', async () => {
  await schema('apply')
  await insertAnn()
  const path = ['--backup-path', join(folder, 'backups')]
  const { code, stdout } = await schema('backup', ...path, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout).manifest.tables).toContainEqual(
    expect.objectContaining({ name: 'users', rows: 1 }),
  )
  await session.query("UPDATE users SET username = 'bob'")
  expect(await schema('restore', ...path)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--overwrite'),
  })
  expect(await session.query('SELECT username FROM users')).toEqual([{ username: 'bob' }])
  expect(await schema('restore', ...path, '--overwrite')).toMatchObject({ code: 0 })
  expect(await session.query('SELECT username FROM users')).toEqual([{ username: 'ann' }])
})

test.each([`o'r "DB" 100%`, 'ÄÖ 📚', 'a=b host=evil', 'UPPER/slash?#'])(
  'a database called %s',
  async (name) => {
    await session.query(`CREATE DATABASE ${quoteIdentifier(name)}`)
    const { username, password, hostname, port } = new URL(database.url)
    const flags = ['--v2-host', hostname, '--v2-port', port, '--v2-user', username, '--v2-database', name]
    const run = (...command: string[]) =>
      runCli(['schema', ...command, ...flags], {
        environment: { PGPASSWORD: decodeURIComponent(password) },
        folder,
      })
    expect(await run('apply')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`of database "${name}"`),
    })
    const backups = ['--backup-path', join(folder, encodeURIComponent(name))]
    expect(await run('backup', ...backups)).toMatchObject({ code: 0 })
    expect(await run('rollback', '--all', ...backups)).toMatchObject({ code: 0 })
    expect(await run('verify')).toMatchObject({ code: 1 })
    await session.query(`DROP DATABASE ${quoteIdentifier(name)}`)
  },
)

test.each([
  { flags: [], said: 'No v2 database is named' },
  { flags: ['--v2-database-url', 'mysql://u:hunter2@h/d'], said: 'none of PostgreSQL' },
  { flags: ['--v2-database', 'd', '--v2-port', '99999'], said: 'port "99999"' },
  { flags: ['--v2-database', 'd', '--lock-timeout', 'soon'], said: '500ms, 30s' },
  { flags: ['--v2-databse', 'd'], said: 'Did you mean --v2-database' },
  { flags: ['--v2-database', 'd', '--config', '/nowhere.json'], said: '/nowhere.json cannot be read' },
])('wrong usage ends with 2: $flags', async ({ flags, said }) => {
  const { code, stdout, stderr } = await runCli(['schema', 'apply', ...flags])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(said)
  expect(stderr).not.toContain('hunter2')
})

test('steps and schemas that cannot be are refused with what can', async () => {
  expect(await schema('apply', '--target', 'create-nothing')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('create-users'),
  })
  expect(await schema('apply', '--v2-schema', 'pg_own')).toMatchObject({ code: 2 })
})

test('a server that is not there, and a wrong password, end with 3 and show no secret', async () => {
  const wrong = new URL(database.url)
  wrong.password = 'hunter2'
  const refused = await runCli(['schema', 'status', '--v2-database-url', wrong.href])
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('refused the login') })
  wrong.password = ''
  const asked = await runCli(['schema', 'status', '--v2-database-url', wrong.href])
  expect(asked).toMatchObject({ code: 3, stderr: expect.stringContaining('Put it into PGPASSWORD') })
  wrong.port = '1'
  const nobody = await runCli(['schema', 'status', '--v2-database-url', wrong.href])
  expect(nobody).toMatchObject({ code: 3, stderr: expect.stringContaining('No PostgreSQL answers at') })
  for (const { stdout, stderr } of [refused, nobody]) expect(stdout + stderr).not.toContain('hunter2')
})

test('--log-level says how much is told beside the result', async () => {
  expect((await schema('apply', '--log-level', 'WARNING')).stderr).toBe('')
  expect((await schema('rollback', '--all', '--log-level', 'DEBUG')).stderr).toContain('DROP TABLE users')
})
