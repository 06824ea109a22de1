import { equalJson } from '../../json/equal.ts'
import { isJsonObject, type Json, type JsonObject, parseJson, stringifyJson } from '../../json/json.ts'
import { type Cell, decodeCell, encodeCell } from '../cell.ts'
import { type Codec, silentRow, type UpRow } from '../codec.ts'
import { findUnstorable, fitsJsonb } from './json-text.ts'
import { readText } from './text.ts'

/** A key of a source object with a meaning of its own in the target. */
export interface KeyCodec {
  readonly key: string
  /** where its value goes: a member of the target object, or a member of a member */
  readonly to: readonly [string] | readonly [string, string]
  readonly describe: string
  /** undefined when the value has no counterpart */
  up(value: Json, row: Pick<UpRow, 'warn'>): Json | undefined
  /** the most usual source value */
  down(value: Json): Json
}

export interface ObjectRules {
  readonly keys: readonly KeyCodec[]
  /** members that other columns or the tool itself write: a source key of that name goes to the complement */
  readonly reserved: readonly string[]
}

/**
 * A JSON object as text. Its complement is the whole cell where the cell is not such a text, otherwise an object
 * of just those keys whose value the target cannot give back. NULL is the canonical form of no keys.
 */
export function jsonObject(rules: ObjectRules): Codec<JsonObject> {
  const byKey = new Map(rules.keys.map((codec) => [codec.key, codec]))
  const taken = new Set([...rules.reserved, ...rules.keys.map((codec) => codec.to[0])])
  for (const mark of ['real', 'blob']) {
    if (byKey.has(mark) || taken.has(mark)) throw new TypeError(`"${mark}" marks an encoded cell`)
  }

  const upObject = (source: JsonObject, row: Pick<UpRow, 'warn'>): JsonObject => {
    const own: [string, Json][] = Object.entries(source).filter(([key]) => !byKey.has(key) && !taken.has(key))
    const mapped = rules.keys.flatMap((codec): [KeyCodec, Json][] => {
      const value = Object.hasOwn(source, codec.key) ? codec.up(source[codec.key] as Json, row) : undefined
      return value === undefined ? [] : [[codec, value]]
    })
    return mapped.reduce<JsonObject>(
      (out, [{ to }, value]) => placed(out, to, value),
      Object.fromEntries(own),
    )
  }

  const downObject = (target: JsonObject): Map<string, Json> => {
    const keys = new Map(Object.entries(target).filter(([key]) => !taken.has(key)))
    for (const codec of rules.keys) {
      const value = valueAt(target, codec.to)
      if (value !== undefined) keys.set(codec.key, codec.down(value))
    }
    return keys
  }

  const up = (cell: Cell, row: UpRow): JsonObject => {
    const read = readObject(cell, row)
    return read ? upObject(read, row) : {}
  }

  return {
    describe: ['a JSON object; its keys are kept', ...rules.keys.map((codec) => codec.describe)].join('; '),
    up,
    rest(cell, value) {
      if (cell === null) return undefined
      const source = typeof cell === 'string' ? tryObject(cell) : undefined
      if (!source || Object.keys(source).length === 0) return encodeCell(cell)
      const back = downObject(value)
      const lost = Object.entries(source).filter(
        ([key, original]) => !back.has(key) || !equalJson(back.get(key) as Json, original),
      )
      return lost.length === 0 ? undefined : Object.fromEntries(lost)
    },
    down(value, rest, row) {
      if (rest !== undefined && !isLostKeys(rest)) {
        const original = decodeCell(rest)
        if (equalJson(up(original, silentRow(row)), value)) return original
      }
      const keys = downObject(value)
      for (const [key, original] of Object.entries(isLostKeys(rest) ? rest : {})) {
        const codec = byKey.get(key)
        const now = codec && (valueAt(value, codec.to) ?? null)
        if (!codec || equalJson(codec.up(original, { warn: () => undefined }) ?? null, now as Json))
          keys.set(key, original)
      }
      return keys.size === 0 ? null : stringifyJson(Object.fromEntries(keys))
    },
  }
}

function readObject(cell: Cell, row: UpRow): JsonObject | undefined {
  const text = readText(cell)
  if (text === null || (typeof text === 'string' && text.trim() === '')) return undefined
  const value = typeof text === 'string' ? tryObject(text) : undefined
  if (value === undefined) {
    row.warn('invalid_json', 'is no JSON object that jsonb can hold; kept as it is in the complement')
    return undefined
  }
  const fault = findUnstorable(text as string, value)
  if (fault) row.refuse(fault.code, fault.reason)
  return value
}

/** The object in a JSON text; undefined when it is another value or one that jsonb cannot hold. */
function tryObject(text: string): JsonObject | undefined {
  try {
    const value = parseJson(text)
    return isJsonObject(value) && fitsJsonb(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isLostKeys = (rest: Json | undefined): rest is JsonObject =>
  isJsonObject(rest) && !Object.hasOwn(rest, 'real') && !Object.hasOwn(rest, 'blob')

function valueAt(target: JsonObject, [outer, inner]: KeyCodec['to']): Json | undefined {
  const value = Object.hasOwn(target, outer) ? target[outer] : undefined
  if (inner === undefined) return value
  return isJsonObject(value) && Object.hasOwn(value, inner) ? value[inner] : undefined
}

function placed(target: JsonObject, [outer, inner]: KeyCodec['to'], value: Json): JsonObject {
  if (inner === undefined) return { ...target, [outer]: value }
  const before = target[outer]
  return { ...target, [outer]: { ...(isJsonObject(before) ? before : {}), [inner]: value } }
}
