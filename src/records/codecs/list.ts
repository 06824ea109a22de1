import { equalJson } from '../../json/equal.ts'
import { type Json, parseJson, stringifyJson } from '../../json/json.ts'
import { type Cell, sameCell } from '../cell.ts'
import { type Codec, type UpRow, wholeCell } from '../codec.ts'
import { findUnstorable } from './json-text.ts'
import { notText, readStorable } from './text.ts'
import { isText, type Vocabulary, wordDown, wordUp } from './word.ts'

/** `a, b,,c` → `['a', 'b', 'c']` */
export function splitAtCommas(text: string): string[] {
  const parts: string[] = []
  for (const part of text.split(',')) {
    const trimmed = part.trim()
    if (trimmed !== '') parts.push(trimmed)
  }
  return parts
}

/**
 * A list as mapping.md reads it: an array of strings as it is; a string split at commas; anything else
 * taken as its own text, which `irregular` is asked for, and split.
 */
export function listOf(value: Json, irregular: () => string): readonly string[] {
  if (typeof value === 'string') return splitAtCommas(value)
  if (Array.isArray(value) && value.every(isText)) return value
  return splitAtCommas(irregular())
}

/** Comma-separated text or a JSON array of strings; NULL is the empty list. */
export const textList = (): Codec<readonly string[]> =>
  wholeCell({
    describe: 'a list: comma-separated text, or a JSON array of strings',
    up: readList,
    down: (value) => (readsBack(value) ? joined(value) : stringifyJson([...value])),
    canonical: (cell, value) => cell === joined(value),
  })

const joined = (items: readonly string[]): string | null => (items.length === 0 ? null : items.join(','))

/** A part with a comma in it, made in the target, would come up again as two. */
const readsBack = (items: readonly string[]): boolean =>
  equalJson(readList(joined(items), { refuse: () => undefined, warn: () => undefined }), items)

/**
 * A list of words from a vocabulary; what is not in it is left out, with a warning. The usual source form is
 * a JSON array, so two texts of equal JSON are the same.
 */
export const wordList = (words: Vocabulary, unknownWarning: string): Codec<readonly string[]> =>
  wholeCell({
    describe: `a list of words: ${Object.entries(words.up)
      .map(([from, to]) => `${from} → ${to}`)
      .join(', ')}; anything else is left out`,
    up(cell, row) {
      return readList(cell, row).flatMap((item) => {
        const known = wordUp(words, item)
        if (known === undefined) row.warn(unknownWarning, `"${item}" is not known and is left out`)
        return known ?? []
      })
    },
    down: (value) => stringifyJson(value.map((item) => wordDown(words, item))),
    same: sameJsonText,
  })

/** The items of a cell that is comma-separated text or a JSON array of strings. */
export function readList(cell: Cell, row: Pick<UpRow, 'refuse' | 'warn'>): readonly string[] {
  const text = readStorable(cell, row)
  if (text === null) return []
  if (text === notText) {
    row.warn('not_text', 'is a BLOB that is not UTF-8; it counts as missing')
    return []
  }
  const value = looksLikeJson.test(text) ? tryParse(text) : undefined
  if (value === undefined) return splitAtCommas(text)
  const fault = findUnstorable(text, value)
  if (fault) row.refuse(fault.code, fault.reason)
  return listOf(value, () => {
    row.warn('invalid_list', 'is JSON, but not an array of strings; taken as text')
    return text
  })
}

const looksLikeJson = /^\s*(["[{]|-?\d|true|false|null)/

function tryParse(text: string): Json | undefined {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function sameJsonText(a: Cell, b: Cell): boolean {
  if (sameCell(a, b)) return true
  if (typeof a !== 'string' || typeof b !== 'string') return false
  const [left, right] = [tryParse(a), tryParse(b)]
  return left !== undefined && right !== undefined && equalJson(left, right)
}
