import { stringifyJson } from '../../json/json.ts'
import type { ColumnType, TargetRow, TargetValue } from '../../records/target-row.ts'

/** Signature, flags and header extension of `COPY … (FORMAT binary)` (PostgreSQL documentation, "COPY"). */
const header = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex')
const trailer = Buffer.from('ffff', 'hex')

/** Microseconds from 1970-01-01 to 2000-01-01, where PostgreSQL counts from. */
const postgresEpoch = 946_684_800_000_000n

/** Rows in the wire format of a binary COPY, ready to be sent. */
export function encodeBinaryRows(
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly TargetRow[],
): Buffer[] {
  const entries = Object.entries(columns)
  const pages = new Pages()
  pages.append(header)
  for (const row of rows) {
    pages.int16(entries.length)
    for (const [name, type] of entries) writeValue(pages, type, row[name] ?? null)
  }
  pages.append(trailer)
  return pages.finish()
}

function writeValue(pages: Pages, type: ColumnType, value: TargetValue): void {
  if (value === null) pages.int32(-1)
  else writers[type](pages, value)
}

const writers: Readonly<Record<ColumnType, (pages: Pages, value: TargetValue) => void>> = {
  text: (pages, value) => pages.text(value as string, false),
  jsonb: (pages, value) => pages.text(stringifyJson(value), true),
  uuid: (pages, value) => pages.sized(Buffer.from((value as string).replaceAll('-', ''), 'hex')),
  bool: (pages, value) => pages.sized(Buffer.of(value ? 1 : 0)),
  int8: (pages, value) => pages.int64(value as bigint),
  timestamptz: (pages, value) => pages.int64((value as bigint) - postgresEpoch),
  float8: (pages, value) => pages.double(value as number),
}

const pageSize = 1 << 20

/** A growing list of buffers with one open at the end. Values are written with their length before them. */
class Pages {
  readonly #full: Buffer[] = []
  #page = Buffer.allocUnsafe(pageSize)
  #used = 0

  int16(value: number): void {
    this.#used = this.#room(2).writeInt16BE(value, this.#used)
  }

  int32(value: number): void {
    this.#used = this.#room(4).writeInt32BE(value, this.#used)
  }

  int64(value: bigint): void {
    this.int32(8)
    this.#used = this.#room(8).writeBigInt64BE(value, this.#used)
  }

  double(value: number): void {
    this.int32(8)
    this.#used = this.#room(8).writeDoubleBE(value, this.#used)
  }

  /** Length and UTF-8 bytes; jsonb has its format version 1 before them. */
  text(value: string, json: boolean): void {
    const length = Buffer.byteLength(value)
    this.int32(length + (json ? 1 : 0))
    if (json) this.#room(1)[this.#used++] = 1
    const page = this.#room(length)
    this.#used += page.write(value, this.#used)
  }

  sized(bytes: Buffer): void {
    this.int32(bytes.length)
    this.append(bytes)
  }

  append(bytes: Buffer): void {
    const page = this.#room(bytes.length)
    this.#used += bytes.copy(page, this.#used)
  }

  finish(): Buffer[] {
    return [...this.#full, this.#page.subarray(0, this.#used)]
  }

  #room(bytes: number): Buffer {
    if (this.#used + bytes > this.#page.length) {
      this.#full.push(this.#page.subarray(0, this.#used))
      this.#page = Buffer.allocUnsafe(Math.max(pageSize, bytes))
      this.#used = 0
    }
    return this.#page
  }
}
