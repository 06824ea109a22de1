import { expect, test } from 'vitest'
import { type Cell, MalformedText } from '../records/cell.ts'
import { cellDifferences } from './rows-back.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.of(...values)

const same: readonly (readonly [string, Cell, Cell])[] = [
  ['the same text', 'a', 'a'],
  ['JSON with its keys in another order', '{"a":1,"b":[2]}', '{ "b": [2], "a": 1 }'],
  ['JSON with letters as escapes', '{"a":"ü"}', '{"a":"\\u00fc"}'],
  ['a number without its exponent', '{"a":1e2}', '{"a":100}'],
  ['the same digits behind the point', '[1.10e1]', '[11.0]'],
  ['the same bytes', bytes(1, 2), bytes(1, 2)],
  ['the same broken text', new MalformedText(bytes(0xff)), new MalformedText(bytes(0xff))],
]

test.each(same)('%s is no difference', (_what, before, after) => {
  expect(cellDifferences({ a: before }, { a: after })).toEqual([])
})

const different: readonly (readonly [string, Cell, Cell])[] = [
  ['a digit less in a list', '[1.10]', '[1.1]'],
  ['a digit less in an object', '{"a":{"b":0.0}}', '{"a":{"b":0}}'],
  ['a list in another order', '[1,2]', '[2,1]'],
  ['a key less', '{"a":null}', '{}'],
  ['a number as a text that looks like it', 1n, '1'],
  ['a whole number as a double', 1n, 1],
  ['a JSON number as text', '1.0', '1'],
  ['a JSON text in other blanks', '"a"', ' "a"'],
  ['a text that is JSON on one side only', '{"a":1}', '{"a":1'],
  ['bytes as the text that they are', bytes(0x61), 'a'],
  ['broken text as bytes', new MalformedText(bytes(0xff)), bytes(0xff)],
  ['nothing as an empty text', null, ''],
]

test.each(different)('%s is a difference', (_what, before, after) => {
  expect(cellDifferences({ a: before }, { a: after })).toHaveLength(1)
  expect(cellDifferences({ a: after }, { a: before })).toHaveLength(1)
})

test('a column that did not come back counts as NULL, one that is new is passed over', () => {
  expect(cellDifferences({ a: 1n, b: null }, { c: 2n })).toEqual([
    { column: 'a', expected: '1', actual: 'null' },
  ])
})

test('long values are cut, and say so', () => {
  const [long] = cellDifferences({ a: 'x'.repeat(300) }, { a: 'y'.repeat(198) })
  expect(long?.expected).toBe(`"${'x'.repeat(199)}… (302 characters)`)
  expect(long?.actual).toBe(`"${'y'.repeat(198)}"`)
})
