import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { betty } from '../../betty/index.ts'
import { openSqliteSource } from '../../databases/sqlite/sqlite-source.ts'
import { changeV1, writeV1 } from '../conversion.testing.ts'
import { openTogether } from './open-together.ts'

let v1: string

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'betty-together-'))
  v1 = join(folder, 'v1.db')
  writeV1(v1, { users: [{ id: 1n }] })
  changeV1(v1, 'PRAGMA journal_mode = WAL')
  return () => rmSync(folder, { recursive: true })
})

const open = (path: string) => openSqliteSource(path, betty.records)

test('what is committed before the last worker has opened the file makes all open it again', async () => {
  let opened = 0
  const source = await openTogether(v1, open, {
    async open() {
      opened += 1
      if (opened < 3) changeV1(v1, `INSERT INTO users (id, username) VALUES (${opened + 1}, 'late')`)
    },
  })
  expect(opened).toBe(3)
  expect(source.tables.get('users')).toBe(3)
  source.close()
})

test('a file that is written to all the time is refused with what to do', async () => {
  let writes = 0
  const crew = {
    async open() {
      writes += 1
      changeV1(v1, `UPDATE users SET display_name = 'name ${writes}'`)
    },
  }
  await expect(openTogether(v1, open, crew)).rejects.toMatchObject({
    code: 'source_changed',
    next: expect.stringContaining('backup-v1'),
  })
})
