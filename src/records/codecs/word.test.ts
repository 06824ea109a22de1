import { expect, test } from 'vitest'
import { carried, downRow, edited } from './rows.testing.ts'
import { bijective, isText, word, wordDown, wordUp } from './word.ts'

const words = {
  up: { note: 'document', document: 'document', link: 'reference' },
  down: { reference: 'link' },
}
const kind = word(words, { missing: 'plain', unknown: { means: 'other', warning: 'unknown_type' } })

test.each([
  ['note', 'document'],
  [' LINK\t', 'reference'],
  ['links', undefined],
  ['toString', undefined],
])('%j goes up as %s', (text, target) => {
  expect(wordUp(words, text)).toBe(target)
})

test.each([
  ['reference', 'link'],
  ['document', 'document'],
  ['toString', 'toString'],
])('%s goes down as %s', (target, text) => {
  expect(wordDown(words, target)).toBe(text)
})

test('a word that is spelled in its own way is kept', () => {
  expect(carried(kind, 'link')).toEqual({ value: 'reference', said: [], rest: undefined })
  expect(carried(kind, 'document')).toEqual({ value: 'document', said: [], rest: undefined })
  expect(carried(kind, 'Link ')).toEqual({ value: 'reference', said: [], rest: 'Link ' })
  expect(carried(kind, 'note')).toEqual({ value: 'document', said: [], rest: 'note' })
})

test('a missing word is no unknown one', () => {
  expect(carried(kind, null)).toEqual({ value: 'plain', said: [], rest: null })
  expect(carried(kind, ' ')).toEqual({ value: 'plain', said: [], rest: ' ' })
})

test.each(['x', 5n, new Uint8Array([0xff])])('%s is unknown', (cell) => {
  expect(carried(kind, cell)).toMatchObject({ value: 'other', said: ['warned: unknown_type'] })
})

test('an edit wins', () => {
  expect(edited(kind, 'note', 'document')).toBe('note')
  expect(edited(kind, 'note', 'reference')).toBe('link')
  expect(kind.down('reference', undefined, downRow())).toBe('link')
})

test('the inverse of a vocabulary', () => {
  expect(bijective({ a: 'x', b: 'y' })).toEqual({ up: { a: 'x', b: 'y' }, down: { x: 'a', y: 'b' } })
})

test('a text is a text', () => {
  expect(['', 'a'].every(isText)).toBe(true)
  expect([undefined, null, 1, []].some(isText)).toBe(false)
})
