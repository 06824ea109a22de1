import {
  isJsonNumber,
  isJsonObject,
  type Json,
  numberSource,
  parseJson,
  stringifyJson,
} from '../../json/json.ts'
import type { Cell } from '../../records/cell.ts'
import { readList } from '../../records/codecs/list.ts'
import { referredId } from '../../records/codecs/reference.ts'
import { notText, readText } from '../../records/codecs/text.ts'
import { isText } from '../../records/codecs/word.ts'
import type { TargetValue } from '../../records/target-row.ts'
import { formatTimestamp } from '../../time/timestamp.ts'
import { Refusal } from '../exchange.ts'

/** How the source API shows a column, and reads it from a request. */
export interface Shown {
  /** the target shows the same value */
  readonly sameValue: boolean
  /** from the target value where that says enough, else from the source cell */
  show(value: TargetValue, cell: () => Cell): Json
  /** @throws Refusal 400 when the source API would not take such a value */
  read(json: Json): Cell
}

export const shownText: Shown = {
  sameValue: true,
  show: (value) => value,
  read: (json) => (json === null || isText(json) ? json : refuse('a text')),
}

/** A word as it was written; `missing` stands for none. */
export const shownWord = (missing: string): Shown => ({
  sameValue: false,
  show: (_value, cell) => wordText(cell()) ?? missing,
  read: (json) => (isText(json) && json !== '' ? json : refuse('a word')),
})

/** An enumerated word in lower case, without the blanks around it. */
export const shownName = (missing: string): Shown => ({
  sameValue: false,
  show: (_value, cell) => wordText(cell())?.trim().toLowerCase() || missing,
  read: shownText.read,
})

/** A list whose items are called otherwise in the target. */
export const shownWords: Shown = {
  sameValue: false,
  show: (_value, cell) => readList(cell(), { refuse: () => undefined, warn: () => undefined }),
  read: (json) => shownList.read(json),
}

export const shownList: Shown = {
  sameValue: true,
  show: (value) => (isTextList(value) ? value : []),
  read: (json) => (isTextList(json) ? stringifyJson(json) : refuse('a list of texts')),
}

export const shownObject: Shown = {
  sameValue: false,
  show: (_value, cell) => objectIn(plainText(cell())),
  read: (json) => (isJsonObject(json) ? stringifyJson(json) : refuse('an object')),
}

/** ISO 8601 in UTC, to the microsecond. */
export const shownTime: Shown = {
  sameValue: true,
  show: (value) => (typeof value === 'bigint' ? formatTimestamp(value, 'T', 'Z') : null),
  read: shownText.read,
}

/** The number of another row. */
export const shownReference: Shown = {
  sameValue: false,
  show: (_value, cell) => referredId(cell()) ?? null,
  read: (json) => (isJsonNumber(json) ? (referredId(numberSource(json)) ?? null) : refuse('a number')),
}

/**
 * A text without the blanks around it, which stands for a row of the target; `missing` is the row for none. A row whose
 * text nobody knows is shown by its id: any other text would name another row.
 */
export const shownRow = (missing: { readonly id: string; readonly text: string }): Shown => ({
  sameValue: false,
  show: (value, cell) =>
    plainText(cell())?.trim() || (value === null || value === missing.id ? missing.text : value),
  read: shownText.read,
})

const isTextList = (json: Json): json is readonly string[] => Array.isArray(json) && json.every(isText)

function plainText(cell: Cell): string | null {
  const text = readText(cell)
  return text === notText ? null : text
}

/** Bytes that are no word are an unknown one, shown with U+FFFD in their place. */
const wordText = (cell: Cell): string | null =>
  plainText(cell) ?? (cell instanceof Uint8Array ? new TextDecoder().decode(cell) : null)

function objectIn(text: string | null): Json {
  try {
    const value = text === null ? {} : parseJson(text)
    return isJsonObject(value) ? value : {}
  } catch {
    return {}
  }
}

function refuse(expected: string): never {
  throw new Refusal(400, `expected ${expected}`)
}
