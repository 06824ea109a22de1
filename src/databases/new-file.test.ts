import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { makeNewFile } from './new-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'betty-new-file-'))
  return () => rmSync(folder, { recursive: true })
})

test('the file appears when it is whole, and only we can read it', async () => {
  const path = join(folder, 'a b.txt')
  const seen = await makeNewFile(path, async (part) => {
    writeFileSync(part, 'whole')
    return readdirSync(folder)
  })
  expect(seen).toEqual([`a b.txt.part-${process.pid}`])
  expect(readdirSync(folder)).toEqual(['a b.txt'])
  expect(readFileSync(path, 'utf8')).toBe('whole')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('what fails leaves nothing', async () => {
  const path = join(folder, 'a')
  const failure = new Error('no')
  await expect(makeNewFile(path, () => Promise.reject(failure))).rejects.toBe(failure)
  expect(readdirSync(folder)).toEqual([])
})

test('a file that is there stays, also one that somebody made meanwhile', async () => {
  const path = join(folder, 'a')
  const meanwhile = makeNewFile(path, async () => writeFileSync(path, 'theirs'))
  await expect(meanwhile).rejects.toMatchObject({ code: 'bad_setting' })
  const write = () => Promise.reject(new Error('was begun'))
  await expect(makeNewFile(path, write)).rejects.toMatchObject({ code: 'bad_setting' })
  expect(readdirSync(folder)).toEqual(['a'])
  expect(readFileSync(path, 'utf8')).toBe('theirs')
})

test.each(['ENOSPC', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'])('a full disk is told: %s', async (code) => {
  const full = Object.assign(new Error('disk full'), { code })
  await expect(makeNewFile(join(folder, 'a'), () => Promise.reject(full))).rejects.toMatchObject({
    code: 'backup_failed',
    message: expect.stringContaining('disk full'),
  })
})

test('a folder that is not there is told', async () => {
  const making = makeNewFile(join(folder, 'no', 'a'), () => Promise.resolve())
  await expect(making).rejects.toMatchObject({
    code: 'bad_setting',
    message: expect.stringContaining('ENOENT'),
  })
})
