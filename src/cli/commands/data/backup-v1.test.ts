import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { dumpDatabase } from '../../../../fixtures/v1/dump.ts'
import { generateV1 } from '../../../../fixtures/v1/generate.ts'
import { runCli } from '../../run-cli.testing.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'betty-backup-v1-'))
  return () => rm(folder, { recursive: true })
})

const backup = (...flags: string[]) => runCli(['data', 'backup-v1', ...flags], { folder })

test('the copy has every row and value of the original', async () => {
  const path = join(folder, 'v1.db')
  generateV1({ path, seed: 3, items: 60, hazards: 'all' })
  const { code, stdout } = await backup('--v1-db', 'v1.db', '--to', 'copy.db', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    file: join(folder, 'copy.db'),
    tables: { attachments: 3, users: expect.any(Number) },
  })
  expect(dumpDatabase(join(folder, 'copy.db'))).toEqual(dumpDatabase(path))
  expect(await readdir(folder)).toEqual(['copy.db', 'v1.db'])
})

test('nothing is overwritten, not even the original by itself', async () => {
  generateV1({ path: join(folder, 'v1.db'), seed: 3, items: 4 })
  const before = dumpDatabase(join(folder, 'v1.db'))
  expect(await backup('--v1-db', 'v1.db', '--to', 'v1.db')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('already'),
  })
  expect(dumpDatabase(join(folder, 'v1.db'))).toEqual(before)
})

test('what is no v1 database is refused', async () => {
  await writeFile(join(folder, 'notes.txt'), 'These are no rows at all.')
  expect(await backup('--v1-db', 'notes.txt', '--to', 'copy.db')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is not a SQLite database'),
  })
  expect(await backup('--to', 'copy.db')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--v1-db'),
  })
  expect(await readdir(folder)).toEqual(['notes.txt'])
})
