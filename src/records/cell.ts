import { isJsonNumber, isJsonObject, type Json, numberSource, wholeNumber } from '../json/json.ts'

/**
 * What one SQLite column holds in one row, with its storage class: NULL, INTEGER (always bigint),
 * REAL (number), TEXT (string), BLOB (bytes), or TEXT whose bytes are no valid text.
 */
export type Cell = null | bigint | number | string | Uint8Array | MalformedText

/** A TEXT value that is not valid in the encoding of its database; drivers would hand it over with U+FFFD inside. */
export class MalformedText {
  readonly bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

/** A source row by column name. */
export type SourceRow = Readonly<Record<string, Cell>>

/** About how much memory a row takes, in bytes. */
export function sizeOfRow(row: SourceRow): number {
  let size = 0
  for (const name in row) size += sizeOfCell(row[name] as Cell)
  return size
}

function sizeOfCell(cell: Cell): number {
  if (typeof cell === 'string') return cell.length
  if (cell instanceof MalformedText) return cell.bytes.byteLength
  return cell instanceof Uint8Array ? cell.byteLength : 8
}

/** Same storage class and same value. */
export function sameCell(a: Cell, b: Cell): boolean {
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0
  if (a instanceof MalformedText) return b instanceof MalformedText && Buffer.compare(a.bytes, b.bytes) === 0
  return Object.is(a, b)
}

/** A cell as JSON from which `decodeCell` gives the same storage class and value (mapping.md, "Small print"). */
export function encodeCell(cell: Cell): Json {
  if (typeof cell === 'bigint') return wholeNumber(cell)
  if (typeof cell === 'number') return { real: realText(cell) }
  if (cell instanceof Uint8Array) return { blob: Buffer.from(cell).toString('base64') }
  if (cell instanceof MalformedText) return { invalid_utf8: Buffer.from(cell.bytes).toString('base64') }
  return cell
}

/** @throws TypeError when the JSON is not one that `encodeCell` makes */
export function decodeCell(json: Json): Cell {
  if (json === null || typeof json === 'string') return json
  if (isJsonNumber(json)) return BigInt(numberSource(json))
  if (isJsonObject(json)) {
    const { real, blob } = json
    if (typeof real === 'string') return parseReal(real)
    if (typeof blob === 'string') return new Uint8Array(Buffer.from(blob, 'base64'))
  }
  throw new TypeError('not an encoded cell')
}

/** The shortest digits that give the same double; `inf` and `-inf` for the infinities. */
export function realText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value)
  return value > 0 ? 'inf' : '-inf'
}

const parseReal = (text: string): number =>
  text === 'inf' ? Infinity : text === '-inf' ? -Infinity : Number(text)
