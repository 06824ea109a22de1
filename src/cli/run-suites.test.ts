import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { samplePath } from '../../fixtures/v1/sample.ts'
import { createEmbeddedProvider } from '../databases/providers/embedded.ts'
import type { LentDatabase, PostgresServer } from '../databases/providers/provider.ts'
import { runCli } from './run-cli.testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'betty-run-suites-'))
let server: PostgresServer
let database: LentDatabase
beforeAll(async () => {
  server = await createEmbeddedProvider().open()
  database = await server.lend()
  write('betty.config.ts', config)
  write('checks/own.test.ts', checks)
})
afterAll(async () => {
  await server?.close()
  rmSync(folder, { recursive: true })
})

function write(name: string, source: string): void {
  const file = join(folder, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, source)
}

const from = (module: string) => new URL(`../../${module}`, import.meta.url).href

const check = (id: string, severity: string) =>
  `{ id: 'own.${id}', suite: 'own', category: 'own', severity: '${severity}', holds: 'a', fails: 'b', why: 'c', remedy: 'd' }`

const config = `import { defineConfig } from '${from('src/index.ts')}'
export default defineConfig({
  categories: [{ id: 'own', weight: 10, asks: 'is it well?' }],
  checks: [${check('large', 'blocker')}, ${check('small', 'minor')}],
  suites: { own: 'checks/*.test.ts' },
})`

const checks = `import { check } from '${from('suites/index.ts')}'
check('own.large', (judge) => judge.looked(1, 'thing'))
check('own.small', (judge) => {
  judge.looked(1, 'thing')
  judge.finding({ code: 'small', place: 'here', expected: 'a', actual: 'b' })
})`

const run = async (threshold: string) => {
  const words = ['check', '--only', 'own', '--v1-db', samplePath, '--threshold', threshold]
  const environment = { BETTY_V2_DATABASE_URL: database.url }
  const { code, stdout, stderr } = await runCli([...words, '--config', 'betty.config.ts', '--json'], {
    folder,
    environment,
  })
  return { code, report: JSON.parse(stdout), stderr }
}

test('a failed check that the score forgives leaves the gate open', async () => {
  // a blocker counts 3, a minor check 1: 75
  const { code, report, stderr } = await run('70')
  expect(report).toMatchObject({ verdict: 'ready', checks: [{ outcome: 'passed' }, { outcome: 'failed' }] })
  expect({ code, told: stderr.includes('the test run') }).toEqual({ code: 0, told: false })
})

test('below the threshold it is shut', async () => {
  expect(await run('80')).toMatchObject({ code: 1, report: { verdict: 'not_ready' } })
})
