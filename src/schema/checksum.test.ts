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

test('an index counts the same as data and as SQL', () => {
  const index = { name: 'i', table: 't', unique: true, on: '(a)' }
  expect(checksumOf({ ...step, up: [index] })).toBe(
    checksumOf({ ...step, up: ['CREATE UNIQUE INDEX i ON t (a)'] }),
  )
})

test.each([
  ["DEFAULT 'a  b'", "DEFAULT 'a b'"],
  ["DEFAULT '-- a'", "DEFAULT ''"],
  ['"a  b" int', '"a b" int'],
  ['AS $x$ a  b $x$', 'AS $x$ a b $x$'],
])('what is inside a literal, a quoted name or a body counts: %s', (one, other) => {
  expect(checksumOf({ ...step, up: [one] })).not.toBe(checksumOf({ ...step, up: [other] }))
})

test('a comment between two words is a space', () => {
  expect(checksumOf({ ...step, up: ['DROP/* at once */TABLE -- now\n t'] })).toBe(
    checksumOf({ ...step, up: ['DROP TABLE t'] }),
  )
})

test.each([
  { up: ['CREATE TABLE t (a bigint)'] },
  { down: ['DROP TABLE t CASCADE'] },
  { up: ['CREATE TABLE t (a int)', 'DROP TABLE t'], down: [] },
])('a change of the SQL counts: %o', (change) => {
  expect(checksumOf({ ...step, ...change })).not.toBe(checksumOf(step))
})
