import { equalJson } from '../json/equal.ts'
import { isJsonNumber, isJsonObject, type Json, stringifyJson } from '../json/json.ts'

/** One place where two JSON values differ. `path` is `$` for the whole, then `.key` and `[index]`. */
export interface Difference {
  readonly kind: 'missing' | 'extra' | 'type' | 'value' | 'size'
  readonly path: string
  readonly expected: string
  readonly actual: string
}

/** All places where `actual` is not `expected` in meaning. */
export function differences(expected: Json | undefined, actual: Json | undefined, path = '$'): Difference[] {
  if (expected === undefined || actual === undefined) {
    if (expected === actual) return []
    return [describe(expected === undefined ? 'extra' : 'missing', path, expected, actual)]
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length) return [describe('size', path, expected, actual)]
    return expected.flatMap((item, index) => differences(item, actual[index], `${path}[${index}]`))
  }
  if (isJsonObject(expected) && isJsonObject(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)])
    return [...keys].flatMap((key) =>
      differences(memberOf(expected, key), memberOf(actual, key), `${path}.${key}`),
    )
  }
  if (equalJson(expected, actual)) return []
  return [describe(typeName(expected) === typeName(actual) ? 'value' : 'type', path, expected, actual)]
}

const memberOf = (value: { readonly [key: string]: Json }, key: string): Json | undefined =>
  Object.hasOwn(value, key) ? value[key] : undefined

function typeName(value: Json): string {
  if (value === null) return 'null'
  if (isJsonNumber(value)) return 'number'
  return Array.isArray(value) ? 'array' : typeof value
}

const longest = 200

const describe = (
  kind: Difference['kind'],
  path: string,
  expected: Json | undefined,
  actual: Json | undefined,
): Difference => ({ kind, path, expected: shorten(expected), actual: shorten(actual) })

function shorten(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : stringifyJson(value)
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text
}
