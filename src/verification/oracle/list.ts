import { isStrings, type Json, jsonText, parseJson } from './json.ts'

export interface ReadList {
  readonly items: readonly string[]
  /** the JSON value that the items were taken from, if there was one */
  readonly json?: Json
  /** JSON that is no list of strings: it was split like text */
  readonly isInvalid: boolean
}

/** A list in a v1 column: comma-separated text, a JSON array of strings, or a JSON string of comma-separated text. */
export function readListText(text: string): ReadList {
  const json = parseJson(text)
  if (json === undefined) return { items: splitAtCommas(text), isInvalid: false }
  if (isStrings(json)) return { items: json, json, isInvalid: false }
  if (typeof json === 'string') return { items: splitAtCommas(json), json, isInvalid: false }
  return { items: splitAtCommas(text), isInvalid: true }
}

/** A list inside the v1 metadata. */
export function readListValue(json: Json): ReadList {
  if (isStrings(json)) return { items: json, isInvalid: false }
  if (typeof json === 'string') return { items: splitAtCommas(json), isInvalid: false }
  return { items: splitAtCommas(jsonText(json)), isInvalid: true }
}

function splitAtCommas(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
