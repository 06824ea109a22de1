import { equalJson } from '../../json/equal.ts'
import {
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
  setMember,
  stringifyJson,
} from '../../json/json.ts'
import { rememberLast } from '../../remember.ts'
import { type Cell, decodeCell, encodeCell } from '../cell.ts'
import { type Codec, silentRow, type UpRow } from '../codec.ts'
import { findUnstorable, fitsJsonb } from './json-text.ts'
import { readText } from './text.ts'

type DraftObject = Record<string, Json>

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
  /**
   * Whether the target still holds what `up` made of an original that jsonb has written anew, with its keys in another
   * order and its numbers in other digits. Without it `up` is asked.
   */
  isFrom?(original: Json, held: Json): boolean
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

  // up and rest look at the same text one after the other
  const read = rememberLast(tryObject)

  const upObject = (source: JsonObject, row: Pick<UpRow, 'warn'>): JsonObject => {
    const target: DraftObject = {}
    for (const key in source) {
      const codec = byKey.get(key)
      if (codec) {
        const value = codec.up(source[key] as Json, row)
        if (value !== undefined) place(target, codec.to, value)
      } else if (!taken.has(key)) setMember(target, key, source[key] as Json)
    }
    return target
  }

  /** whether the target gives the value of a source key back */
  const keeps = (target: JsonObject, key: string, original: Json): boolean => {
    const codec = byKey.get(key)
    // a key without a meaning of its own was copied
    if (codec === undefined) return !taken.has(key)
    const value = valueAt(target, codec.to)
    return value !== undefined && equalJson(codec.down(value), original)
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
    const source = readObject(cell, row, read)
    return source ? upObject(source, row) : {}
  }

  return {
    describe: ['a JSON object; its keys are kept', ...rules.keys.map((codec) => codec.describe)].join('; '),
    up,
    rest(cell, value) {
      if (cell === null) return undefined
      const source = typeof cell === 'string' ? read(cell) : undefined
      if (!source || isEmpty(source)) return encodeCell(cell)
      let lost: DraftObject | undefined
      for (const key in source) {
        const original = source[key] as Json
        if (keeps(value, key, original)) continue
        lost ??= {}
        setMember(lost, key, original)
      }
      return lost
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
        if (!codec || stillFrom(codec, original, now as Json)) keys.set(key, original)
      }
      return keys.size === 0 ? null : stringifyJson(Object.fromEntries(keys))
    },
  }
}

const stillFrom = (codec: KeyCodec, original: Json, held: Json): boolean =>
  codec.isFrom?.(original, held) ?? equalJson(codec.up(original, { warn: () => undefined }) ?? null, held)

function readObject(cell: Cell, row: UpRow, read: typeof tryObject): JsonObject | undefined {
  const text = readText(cell)
  if (text === null || (typeof text === 'string' && text.trim() === '')) return undefined
  const value = typeof text === 'string' ? read(text) : undefined
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

function isEmpty(object: JsonObject): boolean {
  for (const _ in object) return false
  return true
}

const isLostKeys = (rest: Json | undefined): rest is JsonObject =>
  isJsonObject(rest) && !Object.hasOwn(rest, 'real') && !Object.hasOwn(rest, 'blob')

function valueAt(target: JsonObject, [outer, inner]: KeyCodec['to']): Json | undefined {
  const value = Object.hasOwn(target, outer) ? target[outer] : undefined
  if (inner === undefined) return value
  return isJsonObject(value) && Object.hasOwn(value, inner) ? value[inner] : undefined
}

function place(target: DraftObject, [outer, inner]: KeyCodec['to'], value: Json): void {
  if (inner === undefined) {
    target[outer] = value
    return
  }
  target[outer] ??= {}
  const members = target[outer] as DraftObject
  members[inner] = value
}
