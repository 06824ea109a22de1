import { expect, test } from 'vitest'
import { checksumOf } from './checksum.ts'

const step = {
  name: 'create-t',
  description: 'a table',
  version: '1',
  needs: [],
  phase: 'tables',
  up: ['CREATE TABLE t (a int)'],
  down: ['DROP TABLE t'],
  verify: [],
} as const

test('layout, comments and description do not count', () => {
  const same = { ...step, description: 'other', up: ['CREATE TABLE\n  t   (a int)\n-- a comment\n'] }
  expect(checksumOf(same)).toBe(checksumOf(step))
})

test.each([
  { up: ['CREATE TABLE t (a bigint)'] },
  { down: ['DROP TABLE t CASCADE'] },
  { up: ['CREATE TABLE t (a int)', 'DROP TABLE t'], down: [] },
])('a change of the SQL counts: %o', (change) => {
  expect(checksumOf({ ...step, ...change })).not.toBe(checksumOf(step))
})
