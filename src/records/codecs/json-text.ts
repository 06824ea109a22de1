import { isJsonObject, isRawNumber, type Json, type JsonObject } from '../../json/json.ts'
import type { QuarantineCode } from '../quarantine.ts'

/**
 * What PostgreSQL cannot store in any text of a JSON value: U+0000 and unpaired surrogates. Both can only come
 * from escapes, because the text around was valid.
 */
export function findUnstorable(
  text: string,
  value: Json,
): { readonly code: QuarantineCode; readonly reason: string } | undefined {
  if (!text.includes('\\u')) return undefined
  const texts = [...textsOf(value)]
  if (texts.some((item) => item.includes('\0'))) {
    return { code: 'nul_character', reason: 'holds the character U+0000 in JSON' }
  }
  return texts.every((item) => item.isWellFormed())
    ? undefined
    : { code: 'invalid_unicode', reason: 'holds an unpaired surrogate in JSON' }
}

function* textsOf(value: Json): Generator<string> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const item of value) yield* textsOf(item)
  else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      yield key
      yield* textsOf(item)
    }
  }
}

/** PostgreSQL's `numeric`: at most 131,072 digits before the point and 16,383 after it (documentation, "Numeric Types"). */
const mostWholeDigits = 131_072
const mostFractionDigits = 16_383

/** Deeper values overflow the stack of a server with a small `max_stack_depth`. */
const mostLevels = 1_000

/** Whether jsonb can hold a JSON value: not one nested too deep, or with a number beyond `numeric`. */
export function fitsJsonb(value: Json, level = 0): boolean {
  if (level > mostLevels) return false
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every((item) => fitsJsonb(item, level + 1))
  if (isRawNumber(value)) return fitsNumeric(value.rawJSON)
  const object = value as JsonObject
  for (const key in object) if (!fitsJsonb(object[key] as Json, level + 1)) return false
  return true
}

function fitsNumeric(source: string): boolean {
  const [, digits = '', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? []
  const significant = (digits + fraction).replace(/^0+/, '').length
  const shift = Number(exponent) - fraction.length
  return -shift <= mostFractionDigits && (significant === 0 || significant + shift <= mostWholeDigits)
}
