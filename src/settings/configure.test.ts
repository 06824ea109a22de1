import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.testing.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'betty-configure-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const api = new URL('../index.ts', import.meta.url).href

let files = 0
const write = (source: string, extension = 'ts'): string => {
  files += 1
  const file = join(folder, `betty.config.${files}.${extension}`)
  writeFileSync(file, source)
  return file
}

/** A configuration whose `defineConfig` gets this source. */
const config = (source: string): string =>
  write(`import { column, defineConfig, defineMapping, envelope, field, member, optionalText, z } from '${api}'
export default defineConfig(${source})`)

const map = (file: string) =>
  runCli(['api', 'map', '--method', 'GET', '--path', '/knowledge/7', '--config', file], { folder })

const check = (suite: string) =>
  `{ id: 'own.check', suite: '${suite}', category: 'health', severity: 'minor', holds: 'a', fails: 'b', why: 'c', remedy: 'd' }`

test('what is added is there, and what is not changed stays', async () => {
  const file = config(`{ timeout: 5, checks: [${check('own')}], suites: { own: 'own/*.test.ts' } }`)
  expect(await map(file)).toMatchObject({ code: 0, stderr: '' })
})

test.each([
  ['a module that throws', () => write(`throw new Error('no luck')`), 'cannot be loaded: no luck'],
  ['what Node cannot strip', () => write('enum Color { red }'), 'leave out enums'],
  ['an import that there is not', () => write(`import 'nowhere-to-be-found'`), 'Install what it imports'],
  ['a missing file', () => join(folder, 'none.ts'), 'none.ts cannot be read: ENOENT'],
  ['no defineConfig', () => write('export default { timeout: 5 }'), 'does not come from defineConfig'],
  ['no default export', () => write('export const timeout = 5', 'mjs'), 'does not come from defineConfig'],
  ['an unknown setting', () => config('{ timeuot: 5 }'), /Unrecognized key: "timeuot"/],
  ['a wrong setting', () => config(`{ timeout: 'soon' }`), 'timeout: '],
  ['a password without a name', () => config(`{ test_password: 'hunter2' }`), 'belong together'],
  ['an unknown part', () => config('{ migration: { codecs: {} } }'), /migration: Unrecognized key: "codecs"/],
  ['a check of no suite', () => config(`{ checks: [${check('other')}] }`), 'suites does not have'],
  ['a suite of no check', () => config(`{ suites: { own: 'x' } }`), 'no check is of the suite "own"'],
  ['a suite of ours', () => config(`{ suites: { compat: 'x' } }`), 'is a suite of betty-migrate'],
  [
    'fields of no record',
    () => config('{ migration: { fields: { notes: {} } } }'),
    'no record has this source table',
  ],
  [
    'a place that is taken',
    () =>
      config(`{ migration: { fields: { knowledge: { color: field(column('title'), optionalText()) } } } }`),
    'two source columns go to "title"',
  ],
  [
    'a place inside of what another takes',
    () =>
      config(
        `{ migration: { fields: { knowledge: { color: field(member('metadata', 'color'), optionalText()) } } } }`,
      ),
    '"metadata" takes all members',
  ],
  [
    'a column that is not declared',
    () =>
      config(`{ migration: { fields: { knowledge: { color: field(column('color'), optionalText()) } } } }`),
    'there is no such target column',
  ],
  [
    'an endpoint without a mapping',
    () =>
      config(
        `{ migration: { operations: { source: { x: { route: 'GET /api/v1/x', summary: 'x', needs: null, answers: { 200: z.any() } } } } } }`,
      ),
    'GET /api/v1/x of BETTY v1 has no mapping',
  ],
  [
    'an endpoint that is there',
    () =>
      config(
        `{ migration: { operations: { target: { x: { route: 'GET /api/health', summary: 'x', needs: null, answers: { 200: z.any() } } } } } }`,
      ),
    'GET /api/health of BETTY v2 is there already',
  ],
])('%s is told, with exit code 2', async (_what, make, message) => {
  const file = make()
  const { code, stdout, stderr } = await map(file)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  const told = stderr.replace(/\s+/g, ' ')
  expect(told).toMatch(message)
  expect(told).toContain(file.split('/').at(-1))
  expect(told).not.toContain('hunter2')
})

test('a JSON file has settings only', async () => {
  const { code, stderr } = await map(write('{ "checks": [] }', 'json'))
  expect(code).toBe(2)
  expect(stderr).toContain('Unrecognized key: "checks"')
})
