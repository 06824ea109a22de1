import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { generateV1 } from '../../../../fixtures/v1/generate.ts'
import { changeV1, dumpConversion, writeV1 } from '../../../conversion/conversion.testing.ts'
import { lendCopies } from '../../../conversion/lend-copies.testing.ts'
import { connectPostgres } from '../../../databases/postgres/connect.ts'
import { runCli, startCli } from '../../run-cli.testing.ts'

let folder: string
let v1: string

const lent = lendCopies()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betty-convert-'))
  v1 = join(folder, 'v1.db')
  return () => rmSync(folder, { recursive: true })
})

const command = (...flags: string[]) => ['data', 'convert', '--v1-db', v1, ...flags]
const surroundings = () => ({ environment: { BETTY_V2_DATABASE_URL: lent.database.url }, folder })
const convert = (...flags: string[]) => runCli(command(...flags), surroundings())

const id = (value: number) => ({ id: BigInt(value) })

test('the exit code says whether rows were quarantined in this run', async () => {
  writeV1(v1, { users: [id(1), { ...id(2), created_at: 'soon' }] })
  const dry = await convert('--dry-run')
  expect(dry).toMatchObject({ code: 1, stdout: expect.stringMatching(/would land(.|\n)*1 × bad_timestamp/) })
  expect(await lent.session.query('SELECT FROM users')).toEqual([])
  expect(await convert('--json')).toMatchObject({ code: 1 })
  const again = await convert('--json')
  expect(again.code).toBe(0)
  expect(JSON.parse(again.stdout).conversion_stats).toMatchObject({
    total_items: 2,
    processed_items: 2,
    converted_items: 0,
    skipped_items: 1,
    error_items: 1,
    success_rate: 50,
    tables: { users: { read: 2, landed: 0, already_there: 1, in_conflict: 0, quarantined: 1, waiting: 0 } },
  })
  expect(await convert('--retry-quarantined')).toMatchObject({ code: 1 })
  expect(await convert('--retry-quarantined', '--accept-quarantine')).toMatchObject({ code: 0 })
  changeV1(v1, "UPDATE users SET created_at = '2024-01-01'")
  expect(await convert('--retry-quarantined')).toMatchObject({ code: 0 })
})

test('rows quarantined before an interruption count at the end of the run, not in the next run', async () => {
  writeV1(v1, { users: [{ ...id(1), created_at: 'soon' }, id(2), id(3)] })
  expect(await convert('--limit', '2')).toMatchObject({ code: 1 })
  const rest = await convert()
  expect(rest).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('quarantined in an earlier part of this run: 1.'),
  })
  expect(await convert()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('earlier part') })
})

test('the error report has every quarantined row, warning and conflict, what is not covered, and the census', async () => {
  writeV1(v1, {
    users: [id(1), { ...id(2), role: 'boss' }],
    knowledge: [id(1), { ...id(2), title: null, created_at: 'soon' }],
  })
  changeV1(v1, 'CREATE TABLE attachments (id INTEGER PRIMARY KEY)')
  changeV1(v1, 'INSERT INTO attachments VALUES (1), (2)')
  changeV1(v1, 'ALTER TABLE users ADD COLUMN nickname')
  await convert()
  await lent.session.query(
    "UPDATE knowledge_items SET content = 'edited'; UPDATE migration_quarantine SET resolved_at = now()",
  )
  const path = join(folder, 'errors.json')
  const { code } = await convert('--error-report', path)
  const report = JSON.parse(readFileSync(path, 'utf8'))
  expect(code).toBe(1)
  expect(report).toMatchObject({
    errors: [
      {
        type: 'knowledge',
        id: 2,
        code: 'missing_required',
        column: 'title',
        value: null,
        row: { created_at: 'soon' },
      },
    ],
    warnings: [{ type: 'users', id: 2, code: 'unknown_role', column: 'role', value: 'boss' }],
    conflicts: [{ type: 'knowledge', id: 1, code: 'changed_in_target' }],
    not_covered: [{ table: 'attachments', rows: 2 }],
    unknown_columns: [{ table: 'users', column: 'nickname' }],
    census: { users: { role: { TEXT: 2 }, email: { NULL: 2 } }, knowledge: { title: { TEXT: 1, NULL: 1 } } },
    conversion_stats: { start_time: expect.stringMatching(/^\d{4}-.*Z$/), duration: expect.any(Number) },
    generated_at: expect.stringMatching(/Z$/),
  })
  expect(report.errors[0].error).toMatch(/title: .*; created_at: /)
  expect(await readdir(folder)).toEqual(['errors.json', 'v1.db'])
})

test('--max-errors ends the run with 1, a report and a sentence', async () => {
  writeV1(v1, { users: [1, 2, 3].map((at) => ({ ...id(at), created_at: 'soon' })) })
  const path = join(folder, 'errors.json')
  const ended = await convert('--max-errors', '2', '--batch-size', '1', '--error-report', path)
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('2 rows were quarantined now') })
  expect(JSON.parse(readFileSync(path, 'utf8')).errors).toHaveLength(2)
})

test.each([
  [['--source-timezone', 'Mars/Olympus'], 'no time zone "Mars/Olympus"'],
  [['--limit', 'some'], 'whole number'],
  [['--error-report', '/nowhere/errors.json'], 'error report cannot be written'],
  [['--v1-db', '/nowhere/betty.db'], 'no file /nowhere/betty.db'],
  [['--v2-schema', 'elsewhere'], 'schema apply'],
])('wrong usage ends with 2: %j', async (flags, said) => {
  writeV1(v1, { users: [id(1)] })
  const { code, stdout, stderr } = await convert(...flags)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(said)
})

test('killed at any moment, the next run ends as one that was never killed', {
  timeout: 240_000,
}, async () => {
  generateV1({ path: v1, seed: 7, items: 3000, hazards: 'all' })
  const whole = await lent.lend()
  const other = await connectPostgres(whole.url, 'public')
  const uninterrupted = await runCli(command(), { environment: { BETTY_V2_DATABASE_URL: whole.url }, folder })
  expect(uninterrupted.code).toBe(1)
  const expected = await dumpConversion(other)
  await other.close()
  const seed = Number(process.env.KILL_SEED ?? 42)
  let killed = 0
  for (let round = 0; round < 12; round += 1) {
    const child = startCli(command('--batch-size', '100'), surroundings())
    const ended = once(child, 'exit')
    // from the start of the process on, a little later each time
    await Promise.race([wait(400 + ((seed * 7919 * (round + 1)) % 400) + round * 60), ended])
    if (child.kill('SIGKILL')) killed += 1
    await ended
  }
  expect(killed).toBeGreaterThan(3)
  const { code, stderr } = await convert()
  expect(stderr).not.toContain('error')
  expect([0, 1]).toContain(code)
  expect(await dumpConversion(lent.session)).toEqual(expected)
})

test('two at once: one converts, the other is refused', async () => {
  generateV1({ path: v1, seed: 3, items: 3000 })
  const runs = await Promise.all([convert('--batch-size', '50'), convert('--batch-size', '50')])
  expect(runs.map(({ code }) => code).sort()).toEqual([0, 3])
  expect(runs.find(({ code }) => code === 3)?.stderr).toContain('Another conversion')
})
