import { expect, test } from 'vitest'
import { parseJson } from '../json/json.ts'
import { differences } from './differences.ts'

const between = (expected: string, actual: string) =>
  differences(parseJson(expected), parseJson(actual)).map(({ kind, path }) => `${kind} ${path}`)

test.each([
  ['{"a":1,"b":[true,null]}', '{"b":[true,null],"a":1.0}', []],
  ['{"a":1}', '{}', ['missing $.a']],
  ['{}', '{"a":null}', ['extra $.a']],
  ['{"a":1}', '{"a":"1"}', ['type $.a']],
  ['{"a":{"b":["x"]}}', '{"a":{"b":["y"]}}', ['value $.a.b[0]']],
  ['[1,2]', '[1]', ['size $']],
  ['[1,2]', '[2,1]', ['value $[0]', 'value $[1]']],
  ['{"a":9007199254740993}', '{"a":9007199254740992}', ['value $.a']],
  ['{"a":[]}', '{"a":{}}', ['type $.a']],
  ['{"a":null}', '{"a":false}', ['type $.a']],
])('%s against %s', (expected, actual, places) => {
  expect(between(expected, actual)).toEqual(places)
})

test('what is on neither side is no difference, and what is on one side is told as nothing on the other', () => {
  expect(differences(undefined, undefined)).toEqual([])
  expect(differences(1, undefined)).toEqual([
    { kind: 'missing', path: '$', expected: '1', actual: 'nothing' },
  ])
})

test('null is a type of its own, and an array is no object', () => {
  expect(between('{"a":null}', '{"a":{}}')).toEqual(['type $.a'])
  expect(between('[]', '{}')).toEqual(['type $'])
})

test('a value of just the length that is shown is shown whole', () => {
  const [difference] = differences('x'.repeat(198), 'y')
  expect(difference?.expected).toBe(`"${'x'.repeat(198)}"`)
})

test('long values are cut, and say so', () => {
  const [difference] = differences('x'.repeat(500), 'y')
  expect(difference?.expected).toMatch(/^"x{199}… \(502 characters\)$/)
  expect(difference?.actual).toBe('"y"')
})
