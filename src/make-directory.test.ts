import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeDirectory } from './make-directory.ts'

const folder = mkdtempSync(join(tmpdir(), 'betty-directory-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('all that is missing is made, with the mode; what is there stays', () => {
  makeDirectory(join(folder, 'a/b/c'), 0o700)
  expect(statSync(join(folder, 'a/b')).mode & 0o777).toBe(0o700)
  makeDirectory(join(folder, 'a/b/c'))
  expect(statSync(join(folder, 'a/b/c')).mode & 0o777).toBe(0o700)
})

test('a place where none can be made is told', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(() => makeDirectory(join(folder, 'file/below'))).toThrow(/ENOTDIR|EEXIST/)
  if (process.platform === 'linux') expect(() => makeDirectory('/proc/x/y')).toThrow(/ENOENT|EACCES/)
})
