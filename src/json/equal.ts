import { decimalKey } from './decimal.ts'
import { isJsonNumber, isJsonObject, type Json, numberSource } from './json.ts'

/**
 * Equal in meaning: the order of keys does not count, numbers are compared as exact decimals.
 * @param keyOf two numbers are equal when their keys are
 */
export function equalJson(a: Json, b: Json, keyOf: (source: string) => string = decimalKey): boolean {
  if (a === b) return true
  if (isJsonNumber(a)) return isJsonNumber(b) && keyOf(numberSource(a)) === keyOf(numberSource(b))
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((item, index) => equalJson(item, b[index], keyOf))
    )
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key] as Json, b[key] as Json, keyOf))
}
