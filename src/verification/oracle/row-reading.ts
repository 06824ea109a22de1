import { type Cell, complementOf, textOf } from './cell.ts'
import { type Fault, firstOf } from './fault.ts'
import { equalJson, isObject, type Json, JsonNumber, type JsonObject, parseJson, stringsIn } from './json.ts'
import { readListText } from './list.ts'
import type { SourceRow } from './source.ts'
import { isCanonicalTime, type Micros, readRealTime, readTime } from './time.ts'
import { permissionBack, permissionWords, type WordTable } from './words.ts'

const FLAGS: Readonly<Record<string, boolean>> = {
  1: true,
  true: true,
  yes: true,
  0: false,
  false: false,
  no: false,
}
const MOST_INDEXED_BYTES = 2000
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

/** Reads one v1 row column by column, and gathers what is wrong with it and what v2 cannot say. */
export class RowReading {
  readonly row: SourceRow
  readonly faults = new Set<Fault>()
  readonly warnings = new Set<string>()
  readonly #complement = new Map<string, Json>()

  constructor(row: SourceRow) {
    this.row = row
    for (const cell of row.cells) {
      if (cell.class === 'broken_text') this.faults.add('invalid_utf8')
      if (cell.class === 'text') this.#storable(cell.text)
    }
    const unknown = row.unknown.filter(([, cell]) => cell.class !== 'null')
    if (unknown.length > 0) {
      const columns = unknown.map(([name, cell]) => [name, complementOf(cell)] as const)
      this.#complement.set('columns', Object.fromEntries(columns))
    }
  }

  get fault(): Fault | undefined {
    return firstOf(this.faults)
  }

  /** Puts the original of a column beside the v2 value. */
  keep(column: string, value: Json = complementOf(this.row.known(column))): void {
    this.#complement.set(column, value)
  }

  /** `metadata.migration` of the row, or `profile.migration`. */
  migration(): JsonObject {
    const origin = { from: 'v1', v1_id: new JsonNumber(String(this.row.id)) }
    return this.#complement.size === 0
      ? origin
      : { ...origin, complement: Object.fromEntries(this.#complement) }
  }

  requiredText(column: string): string {
    const cell = this.row.known(column)
    if (cell.class === 'null') this.faults.add('missing_required')
    if (cell.class === 'blob' && textOf(cell) === undefined) this.faults.add('not_text')
    return this.optionalText(column) ?? ''
  }

  /** Text that may be missing: NULL, or bytes that are no text. */
  optionalText(column: string): string | null {
    const cell = this.row.known(column)
    const text = textOf(cell)
    if (cell.class !== 'null' && cell.class !== 'text') this.keep(column)
    if (cell.class === 'blob' && text === undefined) this.warnings.add('not_text')
    if (text !== undefined) this.#storable(text)
    return text ?? null
  }

  /** Text under a unique index. */
  indexable(text: string): string {
    if (Buffer.byteLength(text) > MOST_INDEXED_BYTES) this.faults.add('too_large')
    return text
  }

  word(table: WordTable): string {
    const cell = this.row.known(table.column)
    const word = textOf(cell)?.trim().toLowerCase()
    const isMissing = cell.class === 'null' || word === ''
    const known = word === undefined ? undefined : own(table.words, word)
    if (!isMissing && known === undefined) this.warnings.add(table.warning)
    const value = isMissing ? table.missing : (known ?? table.unknown)
    if (!isText(cell, table.back[value])) this.keep(table.column)
    return value
  }

  flag(column: string): boolean {
    const cell = this.row.known(column)
    const word = textOf(cell)?.trim().toLowerCase()
    const isMissing = cell.class === 'null' || word === ''
    const known = word === undefined ? undefined : own(FLAGS, word)
    if (!isMissing && known === undefined) this.warnings.add('bad_boolean')
    const value = isMissing ? true : (known ?? false)
    if (!(cell.class === 'integer' && cell.value === (value ? 1n : 0n))) this.keep(column)
    return value
  }

  tags(): readonly string[] {
    const items = this.#list('tags')
    const cell = this.row.known('tags')
    const isCanonical = items.length === 0 ? cell.class === 'null' : isText(cell, items.join(','))
    if (!isCanonical) this.keep('tags')
    return items
  }

  permissions(): readonly string[] {
    const granted: string[] = []
    for (const item of this.#list('permissions')) {
      const word = item.trim().toLowerCase()
      const permission = own(permissionWords, word)
      if (permission !== undefined) granted.push(permission)
      else if (word !== '') this.warnings.add('unknown_permission')
    }
    const cell = this.row.known('permissions')
    const original = cell.class === 'text' ? parseJson(cell.text) : undefined
    const back = granted.map((permission) => permissionBack[permission] ?? '')
    if (original === undefined || !equalJson(back, original)) this.keep('permissions')
    return granted
  }

  #list(column: string): readonly string[] {
    const cell = this.row.known(column)
    const text = textOf(cell)
    if (text === undefined) {
      if (cell.class === 'blob') this.warnings.add('not_text')
      return []
    }
    const list = readListText(text)
    if (list.isInvalid) this.warnings.add('invalid_list')
    this.#storable(text)
    if (list.json !== undefined) this.#storableJson(list.json, text)
    return list.items
  }

  /** A JSON object, empty if the column holds none. */
  object(column: string): JsonObject {
    const cell = this.row.known(column)
    const text = textOf(cell)
    if (text?.trim() === '' || cell.class === 'null') {
      if (cell.class !== 'null') this.keep(column)
      return {}
    }
    const json = text === undefined ? undefined : parseJson(text)
    if (!isObject(json)) {
      this.warnings.add('invalid_json')
      this.keep(column)
      return {}
    }
    this.#storableJson(json, text ?? '')
    if (cell.class !== 'text' || Object.keys(json).length === 0) this.keep(column)
    return json
  }

  /** Undefined if missing; a time that cannot be read is a fault. */
  time(column: string): Micros | undefined {
    const cell = this.row.known(column)
    const text = textOf(cell)
    if (cell.class === 'null' || text?.trim() === '') {
      this.keep(column)
      return undefined
    }
    const micros =
      cell.class === 'real'
        ? readRealTime(cell.value)
        : text === undefined
          ? undefined
          : readTime(text, this.row.zone)
    if (micros === undefined) this.faults.add('bad_timestamp')
    else if (cell.class !== 'text' || !isCanonicalTime(cell.text, micros, this.row.zone)) this.keep(column)
    return micros ?? 0n
  }

  /** `created_at`, and if it is missing the time given in its place. */
  createdAt(otherwise: Micros | undefined): Micros {
    const created = this.time('created_at')
    if (created === undefined) this.warnings.add('missing_timestamp')
    return created ?? otherwise ?? 0n
  }

  strength(): number {
    const cell = this.row.known('strength')
    if (cell.class === 'null') {
      this.keep('strength')
      return 0.5
    }
    const text = textOf(cell)?.trim() ?? ''
    const number = cell.class === 'real' ? cell.value : NUMBER.test(text) ? Number(text) : Number.NaN
    const value = Number.isNaN(number) ? 0.5 : Math.min(1, Math.max(0, number))
    if (value !== number) this.warnings.add('bad_strength')
    if (!(cell.class === 'real' && Object.is(cell.value, value))) this.keep('strength')
    return value
  }

  /** The integer that a reference equals, in whatever class it is written. */
  reference(column: string): bigint | undefined {
    const cell = this.row.known(column)
    if (cell.class === 'integer') return cell.value
    this.keep(column)
    const text = textOf(cell)?.trim() ?? ''
    if (!/^[+-]?\d+(\.0*)?$/.test(cell.class === 'real' ? plainInteger(cell.value) : text)) return undefined
    const id = BigInt(cell.class === 'real' ? plainInteger(cell.value) : text.replace(/^\+|\.0*$/g, ''))
    return id === BigInt.asIntN(64, id) ? id : undefined
  }

  #storable(text: string): void {
    if (text.includes('\0')) this.faults.add('nul_character')
  }

  /** Only an escape can bring in what the text itself does not hold. */
  #storableJson(json: Json, text: string): void {
    if (!text.includes('\\u')) return
    for (const each of stringsIn(json)) {
      this.#storable(each)
      if (!each.isWellFormed()) this.faults.add('invalid_unicode')
    }
  }
}

function plainInteger(value: number): string {
  return Number.isInteger(value) ? String(BigInt(value)) : ''
}

function isText(cell: Cell, text: string | undefined): boolean {
  return cell.class === 'text' && cell.text === text
}

/** The value under a key of the table's own, never one that every object inherits. */
function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
