/** JSON with exact numbers, as PostgreSQL's jsonb holds it. */
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject
export type JsonObject = { readonly [key: string]: Json }

const MOST_INTEGER_DIGITS = 131_072
const MOST_FRACTION_DIGITS = 16_383

/** Levels of nesting that are taken to fit into jsonb on every server, whatever its stack. */
export const DEEPEST_JSON = 1000

const PLAIN_INTEGER = /^(?:0|-?[1-9]\d{0,14})$/

/** A number with all its digits: `1.10` is not `1.1`, `1e2` is `100`. */
export class JsonNumber {
  readonly digits: string
  /** as it was written */
  readonly text: string

  /** @throws RangeError if PostgreSQL's `numeric` cannot hold it */
  constructor(text: string) {
    this.digits = PLAIN_INTEGER.test(text) ? text : plainDecimal(text)
    this.text = text
  }
}

/** Writes a decimal without exponent, keeping trailing zeros of the fraction: `1.50e1` → `15.0`. */
export function plainDecimal(text: string): string {
  const parts = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text)
  if (parts === null) throw new RangeError(`not a decimal number: ${text}`)
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const shift = Number(exponent)
  const scale = Math.max(0, fraction.length - shift)
  const significant = (whole + fraction).replace(/^0+/, '')
  if (scale > MOST_FRACTION_DIGITS) throw new RangeError('more digits after the point than numeric holds')
  if (significant === '') return scale === 0 ? '0' : `0.${'0'.repeat(scale)}`
  const added = Math.max(0, shift - fraction.length)
  if (significant.length + added - scale > MOST_INTEGER_DIGITS) throw new RangeError('too large for numeric')
  const digits = (significant + '0'.repeat(added)).padStart(scale + 1, '0')
  const minus = sign === '-' ? '-' : ''
  return scale === 0 ? minus + digits : `${minus}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** Most text is no JSON, and a glance is much cheaper than an exception. */
const STARTS_LIKE_JSON = /^[ \t\n\r]*["[{\-0-9tfn]/

/** Digits that a double might write in another way than they stand there. */
const NUMBER_OF_MANY_FORMS = /\d[.eE]|-0|\d{16}/

/** Puts numbers with their digits into the place of doubles, in what JSON.parse just made. */
function withNumbers(value: unknown): Json {
  if (typeof value === 'number') return new JsonNumber(String(value))
  if (typeof value === 'object' && value !== null) {
    const members = value as Record<string, unknown>
    for (const key of Object.keys(members)) {
      const member = members[key]
      if (typeof member === 'number' || typeof member === 'object') members[key] = withNumbers(member)
    }
  }
  return value as Json
}

/** The value of a JSON text, the last of repeated keys; undefined if it is not JSON or jsonb cannot hold it. */
export function parseJson(text: string): Json | undefined {
  if (!STARTS_LIKE_JSON.test(text) || isDeeperThan(text, DEEPEST_JSON)) return undefined
  try {
    if (!NUMBER_OF_MANY_FORMS.test(text)) return withNumbers(JSON.parse(text))
    return JSON.parse(text, (_key: string, value: unknown, context?: { readonly source: string }) =>
      typeof value === 'number' ? new JsonNumber(context?.source ?? '') : value,
    ) as Json
  } catch {
    return undefined
  }
}

function isDeeperThan(text: string, limit: number): boolean {
  if (text.length <= limit) return false
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (inString) {
      if (character === '\\') at += 1
      if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    if (depth > limit) return true
  }
  return false
}

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof JsonNumber)
}

export function isStrings(json: Json | undefined): json is readonly string[] {
  return Array.isArray(json) && json.every((item) => typeof item === 'string')
}

/** Compact JSON text, keys in their order, numbers as they were written. */
export function jsonText(json: Json): string {
  if (json instanceof JsonNumber) return json.text
  if (Array.isArray(json)) return `[${json.map(jsonText).join(',')}]`
  if (isObject(json)) {
    return `{${Object.entries(json)
      .map(([key, value]) => `${JSON.stringify(key)}:${jsonText(value)}`)
      .join(',')}}`
  }
  return JSON.stringify(json)
}

/** Every string inside, keys included. */
export function* stringsIn(json: Json): Generator<string> {
  if (typeof json === 'string') yield json
  else if (Array.isArray(json)) for (const item of json) yield* stringsIn(item)
  else if (isObject(json)) {
    for (const [key, value] of Object.entries(json)) {
      yield key
      yield* stringsIn(value)
    }
  }
}

/** Equal JSON: the order of keys aside, numbers digit for digit. */
export function equalJson(one: Json, other: Json): boolean {
  return differences(one, other).next().done === true
}

export interface JsonDifference {
  /** keys from the outermost inwards */
  readonly path: readonly string[]
  /** undefined: absent on that side */
  readonly expected: Json | undefined
  readonly actual: Json | undefined
}

/** Where two values differ: objects are entered, everything else is compared whole. */
export function* differences(
  expected: Json | undefined,
  actual: Json | undefined,
  path: readonly string[] = [],
): Generator<JsonDifference> {
  if (isObject(expected) && isObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const ours = Object.hasOwn(expected, key) ? expected[key] : undefined
      const theirs = Object.hasOwn(actual, key) ? actual[key] : undefined
      yield* differences(ours, theirs, [...path, key])
    }
  } else if (!sameWhole(expected, actual)) yield { path, expected, actual }
}

function sameWhole(one: Json | undefined, other: Json | undefined): boolean {
  if (one instanceof JsonNumber) return other instanceof JsonNumber && one.digits === other.digits
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, at) => equalJson(item, (other as readonly Json[])[at] ?? null))
    )
  }
  return one === other
}
