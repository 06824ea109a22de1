import type { ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { generateV1 } from '../../fixtures/v1/generate.ts'
import { connectPostgres, type PostgresSession } from '../databases/postgres/connect.ts'
import { createEmbeddedProvider } from '../databases/providers/embedded.ts'
import type { LentDatabase, PostgresServer } from '../databases/providers/provider.ts'
import { finishCli, runCli, startCli } from './run-cli.testing.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let server: PostgresServer
let database: LentDatabase
let session: PostgresSession
/** has the locks on which commands wait; what others wait for is seen only from outside of a transaction */
let holder: PostgresSession
let folder: string
let v1: string

const surroundings = () => ({ folder, environment: { BETTY_V2_DATABASE_URL: database.url, TMPDIR: folder } })

beforeAll(async () => {
  server = await createEmbeddedProvider().open()
  database = await server.lend()
  folder = mkdtempSync(join(tmpdir(), 'betty-stopping-'))
  // the user that a disposable PostgreSQL runs as must be able to enter it
  chmodSync(folder, 0o755)
  v1 = join(folder, 'v1.db')
  generateV1({ path: v1, seed: 5, items: 50 })
  for (const words of [
    ['schema', 'apply'],
    ['data', 'convert', '--v1-db', v1],
    ['schema', 'backup'],
  ])
    expect(await runCli(words, surroundings())).toMatchObject({ code: 0 })
  session = await connectPostgres(database.url)
  holder = await connectPostgres(database.url)
  return async () => {
    await holder.close()
    await session.close()
    await server.close()
    rmSync(folder, { recursive: true })
  }
})

let before: readonly string[]
beforeEach(() => {
  before = listFiles()
})

const listFiles = () =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => !name.includes('compile-cache'))
    .toSorted()

const isWaiting = async ({ pid }: ChildProcess): Promise<boolean> => {
  const found = await session.query(
    `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE 'betty-migrate, process ${pid} %'`,
  )
  return found.length > 0
}

/** Starts a command, sends the signal once it is at work, and waits for its end. */
async function stop(
  words: readonly string[],
  isAtWork: (child: ChildProcess) => unknown,
  signal: NodeJS.Signals,
) {
  const child = startCli(words, surroundings())
  const ended = finishCli(child)
  const isOver = ended.then(() => 'over' as const)
  while (!(await isAtWork(child)))
    if ((await Promise.race([isOver, new Promise((next) => setTimeout(next, 2))])) === 'over')
      throw new Error(`it ended too early: ${(await ended).stderr}`)
  child.kill(signal)
  return ended
}

test.each([
  [['schema', 'rollback', '--all', '--yes'], 'SIGINT', /as a whole or not at all/],
  [['schema', 'apply'], 'SIGINT', /goes on from there/],
  [['schema', 'verify'], 'SIGTERM', /Nothing was changed/],
  [['schema', 'backup'], 'SIGINT', /There is no backup/],
  [
    ['schema', 'restore', '--backup-path', 'betty-backups', '--overwrite'],
    'SIGINT',
    /as a whole or not at all/,
  ],
  [
    ['data', 'convert', '--v1-db', 'v1.db', '--overwrite', '--error-report', 'e.json'],
    'SIGINT',
    /goes on from there/,
  ],
  [['data', 'convert', '--v1-db', 'v1.db', '--workers', '2'], 'SIGTERM', /goes on from there/],
  [['data', 'verify', '--v1-db', 'v1.db', '--output', 'findings.json'], 'SIGINT', /begins anew/],
  [['data', 'revert', '--to', 'back.db'], 'SIGINT', /No file was made/],
] as const)('%j says how to go on, and leaves nothing half done', async (words, signal, told) => {
  await holder.query('BEGIN')
  try {
    await holder.query('LOCK TABLE users, schema_migrations, migration_runs IN ACCESS EXCLUSIVE MODE')
    const { code, stdout, stderr } = await stop(words, isWaiting, signal)
    expect({ code, stdout }).toEqual({ code: signal === 'SIGINT' ? 130 : 143, stdout: '' })
    expect(stderr).toMatch(/^Stopped\. .*\.$/m)
    expect(stderr).toMatch(told)
    expect(listFiles()).toEqual(before)
  } finally {
    await holder.query('ROLLBACK')
  }
})

test('the database is as it was after all of that', async () => {
  for (const words of [
    ['schema', 'verify'],
    ['data', 'verify', '--v1-db', v1],
  ])
    expect(await runCli(words, surroundings())).toMatchObject({ code: 0 })
})

test('an unfinished backup is removed', async () => {
  await session.query(
    'CREATE TABLE large AS SELECT i, md5(i::text) AS text FROM generate_series(1, 400000) i',
  )
  try {
    const backups = join(folder, 'half')
    const hasFile = () => existsSync(backups) && readdirSync(backups, { recursive: true }).length > 1
    const { code, stderr } = await stop(['schema', 'backup', '--backup-path', backups], hasFile, 'SIGINT')
    expect({ code, stderr }).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('There is no backup'),
    })
    expect(readdirSync(backups)).toEqual([])
    rmSync(backups, { recursive: true })
  } finally {
    await session.query('DROP TABLE large')
  }
})

test('an unfinished copy of the v1 file is removed', async () => {
  const large = join(folder, 'large.db')
  generateV1({ path: large, seed: 6, items: 5 })
  const writing = new Database(large)
  writing.exec('CREATE TABLE attachments AS SELECT zeroblob(100000000) AS content')
  writing.close()
  try {
    const hasPart = () => listFiles().some((name) => name.includes('.part-'))
    const { code, stderr } = await stop(
      ['data', 'backup-v1', '--v1-db', large, '--to', 'copy.db'],
      hasPart,
      'SIGINT',
    )
    expect({ code, stderr }).toMatchObject({ code: 130, stderr: expect.stringContaining('No copy was made') })
  } finally {
    rmSync(large)
  }
  expect(listFiles()).toEqual(before)
})

test('a check of an API that never answers', async () => {
  let calls = 0
  const silent = createServer(() => {
    calls += 1
  }).listen(0, '127.0.0.1')
  await new Promise((listening) => silent.once('listening', listening))
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  try {
    const words = ['check', '--v1-url', url, '--v2-url', url, '--only', 'compat']
    const { code, stderr } = await stop(words, () => calls > 0, 'SIGINT')
    expect({ code, stderr }).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('There is no verdict'),
    })
  } finally {
    silent.closeAllConnections()
    silent.close()
  }
})

test('a rehearsal takes its PostgreSQL with it', async () => {
  const servers = () => listFiles().filter((name) => name.endsWith('postmaster.pid'))
  const words = ['rehearse', '--v1-db', v1, '--postgres', 'embedded']
  const { code, stderr } = await stop(words, () => servers().length > 0, 'SIGINT')
  expect({ code, stderr }).toMatchObject({ code: 130, stderr: expect.stringContaining('begins anew') })
  await expect.poll(servers, { timeout: 30_000 }).toEqual([])
})
