import { isJsonObject, isRawNumber, type Json } from '../../json/json.ts'
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

/** Deeper values overflow the stack of a server with its default `max_stack_depth`. */
const mostLevels = 1_000

/** Why jsonb cannot hold a JSON value that is valid otherwise; undefined when it can. */
export function jsonbObstacle(value: Json, level = 0): string | undefined {
  if (level > mostLevels) return `is nested deeper than ${mostLevels} levels`
  if (isRawNumber(value)) return fitsNumeric(value.rawJSON) ? undefined : 'holds a number beyond numeric'
  if (typeof value !== 'object' || value === null) return undefined
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    const obstacle = jsonbObstacle(item, level + 1)
    if (obstacle !== undefined) return obstacle
  }
  return undefined
}

function fitsNumeric(source: string): boolean {
  const [mantissa = '', exponent = '0'] = source.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const shift = Number(exponent)
  return whole.length + shift <= mostWholeDigits && fraction.length - shift <= mostFractionDigits
}
