import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { samplePassword } from '../../../../fixtures/v1/passwords.ts'
import { samplePath } from '../../../../fixtures/v1/sample.ts'
import { raiseDatabase } from '../../../../suites/support/raise-database.ts'
import { createEmbeddedProvider } from '../../../databases/providers/embedded.ts'
import type { PostgresServer } from '../../../databases/providers/provider.ts'
import { finishCli, runCli, startCli } from '../../run-cli.testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'betty-serve-'))
const v1Path = join(folder, 'v1.db')
let postgres: PostgresServer

beforeAll(async () => {
  copyFileSync(samplePath, v1Path)
  postgres = await createEmbeddedProvider().open()
})
afterAll(async () => {
  await postgres.close()
  rmSync(folder, { recursive: true })
})

async function start(...flags: readonly string[]) {
  const child = startCli(['serve', ...flags, '--port', '0'])
  const ended = finishCli(child)
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? ''
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return { url, stop }
}

async function logIn(url: string, version: 'v1' | 'v2'): Promise<string> {
  const answer = await fetch(`${url}/api/${version}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'ada', password: samplePassword }),
  })
  const { data } = (await answer.json()) as { data: { token: string } }
  return data.token
}

const add = async (url: string) =>
  fetch(`${url}/api/v1/knowledge/add`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await logIn(url, 'v1')}`, 'content-type': 'application/json' },
    body: '{"title":"T","content":"C","type":"note"}',
  })

test('v1 serves a file that it does not change, unless it may', async () => {
  const reading = await start('v1', '--v1-db', v1Path)
  expect((await add(reading.url)).status).toBe(403)
  expect(await reading.stop('SIGINT')).toMatchObject({
    code: 0,
    stderr: 'Stopping: running requests may end\n',
  })
  const writing = await start('v1', '--v1-db', v1Path, '--allow-writes')
  expect((await add(writing.url)).status).toBe(201)
  expect((await writing.stop('SIGTERM')).code).toBe(0)
})

test('v2 serves a migrated database', async () => {
  const { url: databaseUrl } = await postgres.lend()
  await raiseDatabase(samplePath, databaseUrl)
  const { url, stop } = await start('v2', '--v2-database-url', databaseUrl)
  const token = await logIn(url, 'v2')
  const profile = await fetch(`${url}/api/v2/users/profile`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(await profile.json()).toMatchObject({ data: { username: 'ada', v1_id: 1 } })
  expect((await stop('SIGTERM')).code).toBe(0)
})

test('what cannot be served is told', async () => {
  const { url: emptyUrl } = await postgres.lend()
  for (const [flags, code, text] of [
    [['v1'], 2, 'No v1 database is named'],
    [['v1', '--v1-db', '/not/there.db'], 2, '/not/there.db'],
    [['v2'], 2, 'No v2 database is named'],
    [['v2', '--v2-database-url', emptyUrl], 2, 'knowledge_items'],
    [['v2', '--v2-database-url', 'postgresql://x@127.0.0.1:1/x'], 3, 'No PostgreSQL answers at 127.0.0.1:1'],
  ] as const)
    expect(await runCli(['serve', ...flags, '--port', '0'])).toMatchObject({
      code,
      stderr: expect.stringContaining(text),
    })
})
