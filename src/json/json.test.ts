import { describe, expect, test } from 'vitest'
import { decimalKey, roundWithin } from './decimal.ts'
import { equalJson } from './equal.ts'
import { parseJson, stringifyJson } from './json.ts'

describe('digits', () => {
  test.each([
    '9007199254740993',
    '1.10',
    '1e400',
    '-0',
    '12345678901234567890.50',
    '0.1',
    '7',
    '"1.10"',
    '{"a":[1.0,{"b":-0.0}]}',
  ])('%s is written as it was read', (text) => {
    expect(stringifyJson(parseJson(text))).toBe(text)
  })

  test('a bigint is written as its digits', () => {
    expect(stringifyJson({ v1_id: 9223372036854775807n })).toBe('{"v1_id":9223372036854775807}')
  })

  test('a key named __proto__ is a key', () => {
    expect(stringifyJson(parseJson('{"__proto__":{"x":1.0}}'))).toBe('{"__proto__":{"x":1.0}}')
  })
})

describe('equality', () => {
  test.each([
    ['1.10', '11e-1', true],
    ['100', '1e2', true],
    ['-0', '0', true],
    ['9007199254740993', '9007199254740992', false],
    ['1e400', '1e401', false],
    ['-1', '1', false],
    ['1', '"1"', false],
    ['null', '{}', false],
    ['{"a":1,"b":[1,2]}', '{"b":[1,2],"a":1.0}', true],
    ['{"a":1}', '{"a":1,"b":null}', false],
    ['[1,2]', '[2,1]', false],
    ['[]', '{}', false],
    ['{"a":{"toString":1}}', '{"a":{}}', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(equalJson(parseJson(a), parseJson(b))).toBe(expected)
    expect(equalJson(parseJson(b), parseJson(a))).toBe(expected)
  })

  test('a decimal has one key', () => {
    expect(decimalKey('0.00120')).toBe('12e-4')
  })
})

test.each([
  ['2.5', 3],
  ['2.4999999999999999999', 2],
  ['1.5', 2],
  ['25e-1', 3],
  ['0.03e2', 3],
  ['-7', 1],
  ['1e400', 4],
  ['.5', 1],
  ['3.49', 3],
])('%s is rounded to %i within 1 and 4', (source, expected) => {
  expect(roundWithin(source, 1, 4)).toBe(expected)
})
