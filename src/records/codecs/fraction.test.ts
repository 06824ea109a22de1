import { expect, test } from 'vitest'
import { fraction, readDecimal } from './fraction.ts'
import { carried, edited } from './rows.testing.ts'

const strength = fraction(0.5, 'bad_strength')

test.each([
  [0.25, 0.25, undefined],
  [0, 0, undefined],
  [1, 1, undefined],
  [1n, 1, 1],
  [0n, 0, 0],
  [-0, 0, { real: '-0' }],
  [' 0.25 ', 0.25, ' 0.25 '],
  [new TextEncoder().encode('.5'), 0.5, { blob: 'LjU=' }],
  [null, 0.5, null],
] as const)('%s is the number %s, and what it was is kept', (cell, value, rest) => {
  expect(carried(strength, cell)).toEqual({ value, said: [], rest })
})

test.each([
  [1.5, 1],
  [-0.1, 0],
  [2n, 1],
  ['-1e400', 0],
  [Infinity, 1],
  ['x', 0.5],
  ['', 0.5],
  ['NaN', 0.5],
  [new Uint8Array([0xff]), 0.5],
])('%s is taken as %s, with a warning', (cell, value) => {
  expect(carried(strength, cell)).toMatchObject({ value, said: ['warned: bad_strength'] })
})

test('an edit wins', () => {
  expect(edited(strength, ' 0.25 ', 0.25)).toBe(' 0.25 ')
  expect(edited(strength, ' 0.25 ', 0.75)).toBe(0.75)
})

test.each(['1', '12.5', '0.25', '.25', '+1.', '-.5', '1.25E+10', '1e-3'])('%s is a decimal', (text) => {
  expect(readDecimal(`\t${text} `)).toBe(text)
})

test.each(['', '.', '1e', '0x10', '1,5', '1 2', 'e5', 'Infinity', 'x1', '1x'])('%j is none', (text) => {
  expect(readDecimal(text)).toBeUndefined()
})
