import { isObject, type Json, JsonNumber } from '../oracle/json.ts'

/**
 * A value as PostgreSQL writes jsonb: keys in order of their length in bytes, then of their bytes, a blank behind colons
 * and commas. Where this is not what the server writes, a comparison only takes longer.
 */
export function jsonbText(json: Json): string {
  if (typeof json === 'string') return quote(json)
  if (json instanceof JsonNumber) return json.digits
  if (Array.isArray(json)) {
    let text = '['
    for (const item of json) text += text === '[' ? jsonbText(item) : `, ${jsonbText(item)}`
    return `${text}]`
  }
  if (!isObject(json)) return String(json)
  let text = '{'
  for (const key of Object.keys(json).map(readKey).sort(compareKeys)) {
    const member = key.quoted + jsonbText(json[key.name] as Json)
    text += text === '{' ? member : `, ${member}`
  }
  return `${text}}`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what JSON escapes
const escaped = /["\\\0-\x1f\ud800-\udfff]/

const quote = (text: string): string => (escaped.test(text) ? JSON.stringify(text) : `"${text}"`)

interface Key {
  readonly name: string
  readonly bytes: number
  /** with the colon behind it */
  readonly quoted: string
}

/** The same few keys come in every row. */
const known = new Map<string, Key>()
const mostKnown = 1000

function readKey(name: string): Key {
  const before = known.get(name)
  if (before !== undefined) return before
  const key = { name, bytes: Buffer.byteLength(name), quoted: `${quote(name)}: ` }
  if (known.size < mostKnown) known.set(name, key)
  return key
}

const compareKeys = (one: Key, other: Key): number =>
  one.bytes - other.bytes || (one.name < other.name ? -1 : 1)
