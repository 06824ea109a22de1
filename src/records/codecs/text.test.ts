import { expect, test } from 'vitest'
import { MalformedText } from '../cell.ts'
import { carried, downRow, upRow } from './rows.testing.ts'
import {
  absentText,
  notText,
  optionalText,
  readText,
  readWord,
  refuseUnindexable,
  requiredText,
} from './text.ts'

const bytes = (...values: number[]) => new Uint8Array(values)

test.each([
  ['a', 'a'],
  [null, null],
  [-12n, '-12'],
  [0.1, '0.1'],
  [-0, '-0'],
  [Infinity, 'inf'],
  [bytes(0xc3, 0xa4), 'ä'],
  [bytes(0xef, 0xbb, 0xbf, 0x61), '\ufeffa'],
  [bytes(0xff), notText],
  [new MalformedText(bytes(0x61)), notText],
])('%s is read as %s', (cell, text) => {
  expect(readText(cell)).toBe(text)
})

test.each([
  [requiredText(), 'a\0', ['refused: nul_character']],
  [optionalText(), 'a\0', ['refused: nul_character']],
  [optionalText(), 'a', []],
] as const)('U+0000 in a BLOB is refused (%#)', (codec, text, said) => {
  expect(carried<string | null>(codec, new TextEncoder().encode(text))).toMatchObject({ value: text, said })
})

test('U+0000 in a TEXT cell is refused elsewhere, and once', () => {
  expect(carried(optionalText(), 'a\0').said).toEqual([])
})

test('a required text is there', () => {
  expect(carried(requiredText(), 'a')).toEqual({ value: 'a', said: [], rest: undefined })
  expect(carried(requiredText(), 7n)).toEqual({ value: '7', said: [], rest: 7 })
  expect(carried(requiredText(), '')).toEqual({ value: '', said: [], rest: undefined })
  expect(carried(requiredText(), null)).toMatchObject({ value: '', said: ['refused: missing_required'] })
  expect(carried(requiredText(), bytes(0xff))).toMatchObject({ value: '', said: ['refused: not_text'] })
})

test('an optional text that is no text counts as missing', () => {
  expect(carried(optionalText(), null)).toEqual({ value: null, said: [], rest: undefined })
  expect(carried(optionalText(), bytes(0xff))).toEqual({
    value: null,
    said: ['warned: not_text'],
    rest: { blob: '/w==' },
  })
})

test('a text that is absent comes back as NULL', () => {
  expect(carried(absentText(), null)).toEqual({ value: undefined, said: [], rest: undefined })
  expect(carried(absentText(), '')).toEqual({ value: '', said: [], rest: undefined })
  expect(carried(absentText(), bytes(0xff))).toMatchObject({ value: undefined, said: ['warned: not_text'] })
  expect(absentText().down(undefined, undefined, downRow())).toBeNull()
  expect(absentText().down('', undefined, downRow())).toBe('')
})

test.each([
  [' a b\u00a0', 'a b'],
  [' \t', null],
  [null, null],
  [1, '1'],
  [bytes(0xff), notText],
])('the word in %j is %s', (cell, word) => {
  expect(readWord(cell)).toBe(word)
})

test('2,000 bytes fit an index, one more does not', () => {
  const said = (text: string) => {
    const { row, said: all } = upRow()
    refuseUnindexable(text, row)
    return all
  }
  expect(said('a'.repeat(2000))).toEqual([])
  expect(said('a'.repeat(2001))).toEqual(['refused: too_large'])
  expect(said('ä'.repeat(1001))).toEqual(['refused: too_large'])
})
