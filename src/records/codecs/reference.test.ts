import { expect, test } from 'vitest'
import { reference, referredId } from './reference.ts'
import { carried, downRow, upRow } from './rows.testing.ts'

const identify = (id: bigint) => `user-${id.toString()}`
const standIn = { id: 'nobody', username: 'nobody' }
const owner = reference({
  from: 'users',
  to: 'people',
  identify,
  otherwise: { row: standIn, warning: 'missing_owner' },
})
const end = reference({ from: 'users', to: 'people', identify })

/** User 5 never lands, user 6 comes later. */
const standing = (table: string, id: bigint) =>
  table !== 'users' || id === 5n ? 'never' : id === 6n ? 'waits' : 'lands'
const up = () => upRow({}, { standing })

/** What the target knows: user 9 was made there, user `made` in v2 without a number. */
const known = (table: string, id: string) =>
  table !== 'people' ? null : id === 'user-9' ? 9n : id === 'made' ? 'made' : null
const down = () => downRow({}, known)

test.each([
  [7n, 7n],
  [-7n, -7n],
  ['7', 7n],
  [' +07.00 ', 7n],
  ['7.', 7n],
  [7, 7n],
  [new Uint8Array([0x37]), 7n],
  ['9223372036854775807', 2n ** 63n - 1n],
  ['-9223372036854775808', -(2n ** 63n)],
  ['9223372036854775808', undefined],
  ['-9223372036854775809', undefined],
  [`${'0'.repeat(29)}7`, 7n],
  [7.5, undefined],
  ['7.01', undefined],
  ['x7', undefined],
  ['7x', undefined],
  ['', undefined],
  [null, undefined],
  [new Uint8Array([0xff]), undefined],
])('%s refers to %s', (cell, id) => {
  expect(referredId(cell)).toBe(id)
})

test('a row that lands or waits is referred to, in whatever storage class', () => {
  expect(carried(owner, 7n, up())).toEqual({ value: 'user-7', said: [], rest: undefined })
  expect(carried(owner, 6n, up())).toEqual({ value: 'user-6', said: [], rest: undefined })
  expect(carried(end, '7', up())).toEqual({ value: 'user-7', said: [], rest: '7' })
})

test('a stand-in takes the place of a row that never lands, and is asked for', () => {
  const row = up()
  expect(carried(owner, 5n, row)).toEqual({ value: 'nobody', said: ['warned: missing_owner'], rest: 5 })
  expect(row.needed).toEqual([{ table: 'people', ...standIn }])
  expect(carried(owner, null, up())).toEqual({ value: 'nobody', said: ['warned: missing_owner'], rest: null })
})

test('without a stand-in the row that refers is refused', () => {
  expect(carried(end, 5n, up())).toMatchObject({ value: '', said: ['refused: dangling_relationship'] })
  expect(carried(end, 'x', up()).said).toEqual(['refused: dangling_relationship'])
})

test('the original comes back while it stands', () => {
  expect(end.down('user-7', '7', down())).toBe('7')
  expect(owner.down('nobody', null, down())).toBeNull()
  expect(owner.down('nobody', 5, down())).toBe(5n)
})

test('an edit wins, by the number that the row has in the source', () => {
  expect(end.down('user-9', '7', down())).toBe(9n)
  expect(end.down('user-9', 'x', down())).toBe(9n)
  expect(owner.down('user-9', null, down())).toBe(9n)
  expect(end.down('user-9', undefined, down())).toBe(9n)
  expect(end.down('made', undefined, down())).toBeNull()
  expect(end.down('user-8', undefined, down())).toBeNull()
})
