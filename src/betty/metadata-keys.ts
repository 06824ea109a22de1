import { roundWithin } from '../json/decimal.ts'
import { equalJson } from '../json/equal.ts'
import {
  isJsonNumber,
  isJsonObject,
  type Json,
  numberSource,
  parseJson,
  stringifyJson,
} from '../json/json.ts'
import { readDecimal } from '../records/codecs/fraction.ts'
import type { KeyCodec } from '../records/codecs/json-object.ts'
import { listOf } from '../records/codecs/list.ts'
import { isText } from '../records/codecs/word.ts'
import { importanceWords } from './vocabulary.ts'

const sourceInfo = (key: string, name: string): KeyCodec => ({
  key,
  to: ['source_info', name],
  describe: `${key} → source_info.${name}`,
  up: (value) => (typeof value === 'string' ? value : undefined),
  down: (value) => value,
})

const list = (key: string, name: string): KeyCodec => {
  const up: KeyCodec['up'] = (value, row) => {
    if (value === null) return undefined
    return listOf(value, () => {
      row.warn('invalid_list', `${key} is no list of strings; taken as text`)
      return stringifyJson(value)
    })
  }
  return {
    key,
    to: [name],
    describe: `${key} → ${name}, a list`,
    up,
    down: (value) => (Array.isArray(value) && value.every(isText) ? value.join(',') : value),
    isFrom: (original, held) => equalJson(up(original, silent) ?? null, held) || isSplitText(held, original),
  }
}

const silent = { warn: () => undefined }

/** Whether a list is the text of a JSON value, split at its commas, in whatever order and digits that was written. */
function isSplitText(held: Json, value: Json): boolean {
  if (isText(value) || !Array.isArray(held) || !held.every(isText)) return false
  try {
    return equalJson(withoutBlanks(parseJson(held.join(','))), withoutBlanks(value))
  } catch {
    return false
  }
}

/** Splitting drops blanks around commas, and what is between two of them when that is blank. */
function withoutBlanks(value: Json): Json {
  if (isText(value)) return value.replaceAll(/\s*,[\s,]*/g, ',')
  if (Array.isArray(value)) return value.map(withoutBlanks)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [withoutBlanks(name) as string, withoutBlanks(item)]),
  )
}

/** A word for 1 to 4, or a number that is rounded (halves up) and kept within them. */
const importance: KeyCodec = {
  key: 'importance',
  to: ['priority'],
  describe: 'importance low, medium, high, critical → priority 1, 2, 3, 4',
  up(value, row) {
    if (value === null || (typeof value === 'string' && value.trim() === '')) return undefined
    const level = levelOf(value)
    if (level === undefined) row.warn('unknown_importance', 'importance is neither a known word nor a number')
    return level
  },
  down: (value) => importanceWords[Number(value) - 1] ?? value,
}

function levelOf(value: Json): number | undefined {
  if (typeof value === 'string') {
    const place = (importanceWords as readonly string[]).indexOf(value.trim().toLowerCase())
    if (place >= 0) return place + 1
  }
  const digits = isJsonNumber(value)
    ? numberSource(value)
    : typeof value === 'string'
      ? readDecimal(value)
      : undefined
  return digits === undefined ? undefined : roundWithin(digits, 1, 4)
}

/** The keys of v1 metadata with a meaning of their own in v2 (mapping.md, "Rows"). */
export const metadataKeys: readonly KeyCodec[] = [
  sourceInfo('source', 'type'),
  sourceInfo('source_url', 'url'),
  sourceInfo('source_id', 'external_id'),
  importance,
  list('category', 'categories'),
  list('keywords', 'extracted_keywords'),
]
