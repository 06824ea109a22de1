import type { ExpectedRow } from '../oracle/expectation.ts'
import type { Json } from '../oracle/json.ts'
import type { ColumnKind } from './columns.ts'
import type { RowBytes } from './copied-rows.ts'
import { jsonbText } from './jsonb-text.ts'

/** 2000-01-01, from which PostgreSQL counts, in microseconds since 1970. */
export const postgresEpoch = 946_684_800_000_000n

const shortest = 64
/** Shorter texts are not measured: at most three bytes a UTF-16 unit. */
const roughly = 1 << 14
/** For the fields of fixed length that follow a text, and the length of the text itself. */
const roomBehind = 256

/** Writes rows as binary COPY would, into one buffer that is used again and again. */
export class RowEncoder {
  #bytes = Buffer.allocUnsafe(1 << 16)
  #end = 0

  readonly #columns: readonly (readonly [string, ColumnKind])[]

  constructor(columns: readonly (readonly [string, ColumnKind])[]) {
    this.#columns = columns
  }

  /** Whether a row is, byte for byte, what is expected. If not, it can still be equal in meaning. */
  isExactly(row: RowBytes, key: bigint, expected: ExpectedRow): boolean {
    this.#end = this.#bytes.writeInt16BE(this.#columns.length + 1, 0)
    this.#integer(key)
    for (const [name, kind] of this.#columns) this.#field(expected[name] ?? null, kind)
    return this.#end === row.length && row.compare(this.#bytes, 0, this.#end) === 0
  }

  #field(value: Json, kind: ColumnKind): void {
    if (kind === 'json') this.#text(jsonbText(value))
    else if (value === null) this.#end = this.#bytes.writeInt32BE(-1, this.#end)
    else if (kind === 'time') this.#integer(BigInt(value as string) - postgresEpoch)
    else if (kind === 'boolean') {
      this.#end = this.#bytes.writeInt32BE(1, this.#end)
      this.#end = this.#bytes.writeInt8(value === true ? 1 : 0, this.#end)
    } else if (kind === 'double') {
      this.#end = this.#bytes.writeInt32BE(8, this.#end)
      this.#end = this.#bytes.writeDoubleBE(Number(value), this.#end)
    } else this.#text(value as string)
  }

  #integer(value: bigint): void {
    this.#end = this.#bytes.writeInt32BE(8, this.#end)
    this.#end = this.#bytes.writeBigInt64BE(value, this.#end)
  }

  #text(text: string): void {
    this.#reserve((text.length < roughly ? text.length * 3 : Buffer.byteLength(text)) + roomBehind)
    const start = this.#end + 4
    const length =
      text.length <= shortest && this.#ascii(text, start) ? text.length : this.#bytes.write(text, start)
    this.#bytes.writeInt32BE(length, this.#end)
    this.#end = start + length
  }

  /** What is short is written sooner here than by a call out of JavaScript. False: there is something else in it. */
  #ascii(text: string, start: number): boolean {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (code > 0x7f) return false
      this.#bytes[start + at] = code
    }
    return true
  }

  #reserve(size: number): void {
    if (this.#end + size <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#end + size, this.#bytes.length * 2))
    this.#bytes.copy(larger, 0, 0, this.#end)
    this.#bytes = larger
  }
}
