import { expect, test } from 'vitest'
import { flag } from './flag.ts'
import { carried, edited } from './rows.testing.ts'

test.each([
  [1n, true],
  [1, true],
  ['1', true],
  [' TRUE ', true],
  ['yes', true],
  [0n, false],
  ['False', false],
  ['no', false],
])('%s is %s', (cell, value) => {
  expect(carried(flag(true), cell)).toMatchObject({ value, said: [] })
})

test.each([2n, 'on', new Uint8Array([0xff])])('%s is false, because nobody gets in by mistake', (cell) => {
  expect(carried(flag(true), cell)).toMatchObject({ value: false, said: ['warned: bad_boolean'] })
})

test('a missing flag is what is usual', () => {
  expect(carried(flag(true), null)).toEqual({ value: true, said: [], rest: null })
  expect(carried(flag(false), ' ')).toEqual({ value: false, said: [], rest: ' ' })
})

test('0 and 1 need no complement, and an edit wins', () => {
  expect(carried(flag(true), 1n).rest).toBeUndefined()
  expect(carried(flag(true), 0n).rest).toBeUndefined()
  expect(edited(flag(true), 'yes', true)).toBe('yes')
  expect(edited(flag(true), 'yes', false)).toBe(0n)
  expect(edited(flag(true), null, false)).toBe(0n)
})
