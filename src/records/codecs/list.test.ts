import { expect, test } from 'vitest'
import { listOf, textList, wordList } from './list.ts'
import { carried, downRow, edited } from './rows.testing.ts'

const tags = textList()
const rights = wordList(
  { up: { read: 'knowledge:read', write: 'knowledge:write' }, down: { 'knowledge:read': 'read' } },
  'unknown_permission',
)

/** Lists made in v2, which have no complement. */
test.each([
  [[], null],
  [['a', 'b'], 'a,b'],
  [['a,b'], '["a,b"]'],
  [[' a', 'b'], '[" a","b"]'],
  [['a', ''], '["a",""]'],
  [['["x"]'], '["[\\"x\\"]"]'],
  [['[x'], '[x'],
])('%j goes down as %s, which comes up as it was', (items, cell) => {
  expect(tags.down(items, undefined, downRow())).toBe(cell)
  expect(carried(tags, cell)).toMatchObject({ value: items, said: [] })
})

test.each([
  ['a,b', ['a', 'b'], undefined],
  [' a , ,b,', ['a', 'b'], ' a , ,b,'],
  ['a,a', ['a', 'a'], undefined],
  ['["a"," b,c",""]', ['a', ' b,c', ''], '["a"," b,c",""]'],
  ['\n ["a"]', ['a'], '\n ["a"]'],
  ['"a, b"', ['a', 'b'], '"a, b"'],
  ['["a"', ['["a"'], undefined],
  ['[]', [], '[]'],
  ['', [], ''],
  [null, [], undefined],
  [12n, ['12'], 12],
] as const)('%s is the list %j', (cell, value, rest) => {
  expect(carried(tags, cell)).toMatchObject({ value, rest })
})

test.each([
  ['[1,"a"]', ['[1', '"a"]']],
  ['{"a":1,"b":2}', ['{"a":1', '"b":2}']],
  ['7', ['7']],
  ['-7', ['-7']],
  ['true', ['true']],
  [' false', ['false']],
  ['null', ['null']],
])('%s is JSON but no list of texts: its own text is split, with a warning', (cell, value) => {
  expect(carried(tags, cell)).toMatchObject({ value, said: ['warned: invalid_list'] })
})

test.each(['a,b', 'truest', 'x true', '["a","b"]', '"a"', '[]'])('%s says nothing', (cell) => {
  expect(carried(tags, cell).said).toEqual([])
})

test('what cannot be stored is refused; what is no text counts as missing', () => {
  expect(carried(tags, '["\\u0000"]').said).toEqual(['refused: nul_character'])
  expect(carried(tags, '["\\ud800"]').said).toEqual(['refused: invalid_unicode'])
  expect(carried(tags, new TextEncoder().encode('a\0')).said).toEqual(['refused: nul_character'])
  expect(carried(tags, new Uint8Array([0xff]))).toEqual({
    value: [],
    said: ['warned: not_text'],
    rest: { blob: '/w==' },
  })
})

test('an edited list wins', () => {
  expect(edited(tags, ' a , b ', ['a', 'b'])).toBe(' a , b ')
  expect(edited(tags, ' a , b ', ['b', 'a'])).toBe('b,a')
  expect(edited(tags, ' a , b ', [])).toBeNull()
})

test('a JSON value is a list if it is one of texts, or a text', () => {
  expect(listOf('a, b', () => 'never')).toEqual(['a', 'b'])
  expect(listOf(['a, b'], () => 'never')).toEqual(['a, b'])
  expect(listOf(['a', 1], () => 'x,y')).toEqual(['x', 'y'])
  expect(listOf({ a: 1 }, () => 'x')).toEqual(['x'])
})

test('words are translated in the order given, and unknown ones are left out', () => {
  expect(carried(rights, '["write","READ "]')).toEqual({
    value: ['knowledge:write', 'knowledge:read'],
    said: [],
    rest: '["write","READ "]',
  })
  expect(carried(rights, 'read,fly')).toEqual({
    value: ['knowledge:read'],
    said: ['warned: unknown_permission'],
    rest: 'read,fly',
  })
})

test.each([
  ['["read"]', undefined],
  [' [ "read" ] ', undefined],
  ['read', 'read'],
  [null, null],
  ['[]', undefined],
  ['["read"', '["read"'],
  [new TextEncoder().encode('["read"]'), { blob: 'WyJyZWFkIl0=' }],
] as const)('%s is kept unless it is equal JSON', (cell, rest) => {
  expect(carried(rights, cell).rest).toEqual(rest)
})

test('words that were edited go down as JSON', () => {
  expect(edited(rights, 'read', ['knowledge:read'])).toBe('read')
  expect(edited(rights, 'read', [])).toBe('[]')
  expect(edited(rights, 'read', ['knowledge:read', 'other'])).toBe('["read","other"]')
})
