import { expect, test } from 'vitest'
import { parseJson } from '../../json/json.ts'
import { findUnstorable, fitsJsonb } from './json-text.ts'

test.each([
  ['{"a":"b"}', undefined],
  ['"\\u00e4"', undefined],
  ['"\\u0000"', 'nul_character'],
  ['[1,["\\u0000"]]', 'nul_character'],
  ['{"a":{"\\u0000":1}}', 'nul_character'],
  ['{"a":"x\\u0000y"}', 'nul_character'],
  ['["a","\\ud800"]', 'invalid_unicode'],
  ['{"\\udc00":1}', 'invalid_unicode'],
  ['"\\ud83d\\ude00"', undefined],
  ['["\\ud800","\\u0000"]', 'nul_character'],
  ['"\\\\u0000"', undefined],
])('%s holds %s', (text, code) => {
  expect(findUnstorable(text, parseJson(text))?.code).toBe(code)
})

/** numeric holds 131,072 digits before the point and 16,383 behind it */
test.each([
  ['null', true],
  ['"1e999999"', true],
  ['1e131071', true],
  ['1e131072', false],
  ['-1e131072', false],
  ['1E+131072', false],
  ['12e131071', false],
  ['10e131070', true],
  ['10e131071', false],
  ['0.1e131072', true],
  ['0.01e131073', true],
  ['0.01e131074', false],
  ['1e-16383', true],
  ['1e-16384', false],
  ['0.1e-16382', true],
  ['0.1e-16383', false],
  ['0e999999', true],
  ['0.00e999999', true],
  ['0e-16384', false],
  ['[1,{"a":[1e131072]}]', false],
  ['{"a":1e131072,"b":1}', false],
  ['{"a":1,"b":[true,null,"x"]}', true],
])('whether numeric holds the numbers of %s: %s', (text, fits) => {
  expect(fitsJsonb(parseJson(text))).toBe(fits)
})

test('digits without an exponent are counted', () => {
  expect(fitsJsonb(parseJson('9'.repeat(131_072)))).toBe(true)
  expect(fitsJsonb(parseJson('9'.repeat(131_073)))).toBe(false)
  expect(fitsJsonb(parseJson(`0.${'1'.repeat(16_383)}`))).toBe(true)
  expect(fitsJsonb(parseJson(`0.${'1'.repeat(16_384)}`))).toBe(false)
})

test.each([
  ['[', ']'],
  ['{"a":', '}'],
])('a value inside of a thousand %s fits, inside of one more it does not', (open, close) => {
  const inside = (levels: number) => parseJson(`${open.repeat(levels)}1${close.repeat(levels)}`)
  expect(fitsJsonb(inside(1000))).toBe(true)
  expect(fitsJsonb(inside(1001))).toBe(false)
})
