import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { generateV1 } from '../../fixtures/v1/generate.ts'
import { samplePassword } from '../../fixtures/v1/passwords.ts'
import { sampleUsers } from '../../fixtures/v1/rows.ts'
import { createEmbeddedProvider } from '../../src/databases/providers/embedded.ts'
import { openDatabase } from '../../src/databases/sqlite/open-database.ts'
import { packageRoot } from '../../src/package-root.ts'
import type { Report } from '../../src/readiness/report-schema.ts'
import { readCodeBlocks } from './code-blocks.ts'
import { runShell, type ShellRun } from './run-shell.testing.ts'

// a whole migration with a rehearsal, on a machine that may have other work
vi.setConfig({ testTimeout: 30_000, hookTimeout: 900_000 })

const blocks = readCodeBlocks(readFileSync(new URL('docs/migration-v1-to-v2.md', packageRoot), 'utf8'))
const ofSyntax = (syntax: string) => blocks.filter((block) => block.syntax === syntax).map(({ code }) => code)

/** The variables of the block that each reader fills in. */
const settings = [...(ofSyntax('sh')[0] ?? '').matchAll(/^export (\w+)=/gm)].map(([, name = '']) => name)

let folder: string
let run: ShellRun

const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const document = (name: string) => JSON.parse(read(name))

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'betty journey '))
  chmodSync(folder, 0o755)
  const v1 = join(folder, 'the v1.db')
  generateV1({ path: v1, seed: 11, items: 400 })
  const admin = { username: sampleUsers.admin.username, password: samplePassword }
  writeFileSync(
    join(folder, 'test_config.json'),
    JSON.stringify({ test_username: admin.username, test_password: admin.password }),
  )
  writeFileSync(join(folder, 'test_login.json'), JSON.stringify(admin))
  const server = await createEmbeddedProvider().open()
  const database = await server.lend()
  const url = new URL(database.url)
  const [v1Port, v2Port, gatewayPort] = [await freePort(), await freePort(), await freePort()]
  const environment = {
    BETTY_V1_DB_PATH: v1,
    BETTY_V1_API_URL: `http://127.0.0.1:${v1Port}`,
    BETTY_V2_API_URL: `http://127.0.0.1:${v2Port}`,
    BETTY_V2_HOST: url.hostname,
    BETTY_V2_PORT: url.port,
    BETTY_V2_USER: decodeURIComponent(url.username),
    BETTY_V2_DATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGPASSWORD: decodeURIComponent(url.password),
    BETTY_TOKEN_SECRET: 'a secret of both servers, long enough for them',
    GATEWAY_PORT: String(gatewayPort),
  }
  expect(settings).toEqual(Object.keys(environment))
  run = await runShell(ofSyntax('bash'), folder, { ...environment, BETTY_POSTGRES: 'embedded' })
  return async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  }
})

test('every command does what the document says', () => {
  // a conversion that was interrupted; a verdict that depends on how busy this machine is
  const mayFail = /^(timeout --signal=INT|betty-migrate rehearse|wait)/
  expect(
    run.failed.filter(({ command }) => !mayFail.test(command)),
    run.stderr,
  ).toEqual([])
})

test('the rehearsal judged everything, and found nothing but perhaps a machine with other work', () => {
  const report = document('readiness/report.json') as Report
  expect(report.judged.length).toBeGreaterThan(0)
  expect(existsSync(join(folder, 'readiness/report.html'))).toBe(true)
})

test('the check of the running systems is ready', () => {
  const report = document('check.json') as Report
  expect(report).toMatchObject({ verdict: 'ready', facts: { judged: 'running systems' } })
  const failed = report.checks.filter(({ outcome }) => outcome === 'failed')
  expect(failed.filter(({ severity }) => severity === 'blocker')).toEqual([])
})

test('all rows are over, equal, and come back with what was made since', () => {
  expect(document('differences.json')).toMatchObject({ equal: true, findings: [] })
  const titles = (file: string) => {
    const database = openDatabase(join(folder, file))
    try {
      return database.prepare('SELECT title FROM knowledge ORDER BY id').pluck().all()
    } finally {
      database.close()
    }
  }
  expect(titles('betty-after.db')).toEqual([...titles('betty-final.db'), 'Made after the migration'])
})

test('the gateway counted the calls, and what was written for others is there', () => {
  const { endpoints } = document('gateway.json')
  expect(JSON.stringify(endpoints)).toContain('knowledge.add')
  expect(read('guide.html')).toMatch(/^<!doctype html>/i)
  expect(read('endpoints.md')).toMatch(/^# /)
  expect(read('plan.sql')).toContain('CREATE TABLE')
})
