import type { PackedRows, RowPacker } from '../../records/ports.ts'
import type { ColumnType, TargetRow } from '../../records/target-row.ts'
import { encoderOf } from './binary-rows.ts'
import { ByteWriter } from './byte-writer.ts'

/** Signature, flags and header extension of `COPY … (FORMAT binary)` (PostgreSQL documentation, "COPY"). */
const header = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex')
const trailer = Buffer.from('ffff', 'hex')

/** Rows as a binary COPY takes them. */
export class CopyRows implements PackedRows {
  readonly #pages: readonly Buffer[]
  /** where each row begins in the pages, and where the last one ends */
  readonly #borders: readonly number[]

  constructor(pages: readonly Buffer[], borders: readonly number[]) {
    this.#pages = pages
    this.#borders = borders
  }

  get length(): number {
    return this.#borders.length - 1
  }

  slice(from: number, to = this.length): CopyRows {
    return new CopyRows(this.#pages, this.#borders.slice(from, to + 1))
  }

  /** All that is sent in one COPY. */
  *stream(): Generator<Buffer> {
    yield header
    const [first, last] = [this.#borders[0] ?? 0, this.#borders.at(-1) ?? 0]
    let at = 0
    for (const page of this.#pages) {
      const part = page.subarray(Math.max(0, first - at), Math.max(0, last - at))
      if (part.length > 0) yield part
      at += page.length
    }
    yield trailer
  }
}

interface CopyPacker extends RowPacker {
  take(): CopyRows
}

export function createPacker(columns: Readonly<Record<string, ColumnType>>): CopyPacker {
  const bytes = new ByteWriter()
  const encode = encoderOf(columns)
  let borders = [0]
  return {
    add(row: TargetRow) {
      encode(bytes, row)
      borders.push(bytes.length)
    },
    get bytes() {
      return bytes.length
    },
    take() {
      const rows = new CopyRows(bytes.take(), borders)
      borders = [0]
      return rows
    },
  }
}

export function packRows(
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly TargetRow[],
): CopyRows {
  const packer = createPacker(columns)
  for (const row of rows) packer.add(row)
  return packer.take()
}
