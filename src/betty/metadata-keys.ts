import { roundWithin } from '../json/decimal.ts'
import { isJsonNumber, type Json, numberSource, stringifyJson } from '../json/json.ts'
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

const list = (key: string, name: string): KeyCodec => ({
  key,
  to: [name],
  describe: `${key} → ${name}, a list`,
  up(value, row) {
    if (value === null) return undefined
    return listOf(value, () => {
      row.warn('invalid_list', `${key} is no list of strings; taken as text`)
      return stringifyJson(value)
    })
  },
  down: (value) => (Array.isArray(value) && value.every(isText) ? value.join(',') : value),
})

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
