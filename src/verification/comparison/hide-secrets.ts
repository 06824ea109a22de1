import { hash } from 'node:crypto'
import { isObject, type Json, jsonText } from '../oracle/json.ts'

const secretName = /passw|secret|token|api_?key|credential/i

/**
 * A value as findings may show it: what stands under a name such as `password_hash` becomes a digest, which tells
 * that two values differ and not what they are.
 * @param path the names under which the value stands
 */
export function hideSecrets(value: Json, path: readonly string[]): Json {
  if (value === null) return null
  if (path.some((name) => secretName.test(name))) return `sha256:${digest(jsonText(value))}`
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item, []))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, hideSecrets(each, [name])]))
}

const digest = (text: string): string => hash('sha256', text).slice(0, 12)
