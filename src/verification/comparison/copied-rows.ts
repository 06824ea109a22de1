import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

/** A row as binary COPY writes it: a field count, then each field behind its length in bytes, -1 for NULL. */
export type RowBytes = Buffer

/** Signature, flags and length of an extension that nobody uses (PostgreSQL documentation, "COPY"). */
const headerBytes = 19
const fieldCountBytes = 2
const lengthBytes = 4

/**
 * The rows of a query, many at once, in flat memory. Binary, so that neither time zone nor locale, date style or float
 * digits of the session have a say in it.
 */
export async function* copyRows(client: pg.Client, select: string): AsyncGenerator<readonly RowBytes[]> {
  const stream = client.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT binary)`))
  let pending: Buffer[] = []
  let size = 0
  let wanted = headerBytes
  let isBehindHeader = false
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    pending.push(chunk)
    size += chunk.length
    // a row of many megabytes is put together once, not with every chunk of it
    if (size < wanted) continue
    const bytes = pending.length === 1 ? chunk : Buffer.concat(pending, size)
    const { rows, rest, missing } = splitRows(bytes, isBehindHeader ? 0 : headerBytes)
    isBehindHeader = true
    pending = [rest]
    size = rest.length
    wanted = size + missing
    if (rows.length > 0) yield rows
  }
}

/** Whole rows, what is left of the bytes, and how many more it takes at least to go on. */
function splitRows(bytes: Buffer, from: number): { rows: RowBytes[]; rest: Buffer; missing: number } {
  const rows: RowBytes[] = []
  let start = from
  for (;;) {
    let at = start + fieldCountBytes
    if (at > bytes.length) break
    const fields = bytes.readInt16BE(start)
    if (fields < 0) return { rows, rest: bytes.subarray(at), missing: Number.POSITIVE_INFINITY }
    for (let left = fields; left > 0; left -= 1) {
      if (at + lengthBytes > bytes.length) {
        at += lengthBytes
        break
      }
      at += lengthBytes + Math.max(0, bytes.readInt32BE(at))
      if (at > bytes.length) break
    }
    if (at > bytes.length) return { rows, rest: bytes.subarray(start), missing: at - bytes.length }
    rows.push(bytes.subarray(start, at))
    start = at
  }
  return { rows, rest: bytes.subarray(start), missing: 1 }
}

/** The fields of a row; null where it is NULL. */
export function fieldsOf(row: RowBytes): (Buffer | null)[] {
  const fields: (Buffer | null)[] = []
  let at = fieldCountBytes
  while (at < row.length) {
    const length = row.readInt32BE(at)
    at += lengthBytes
    fields.push(length < 0 ? null : row.subarray(at, at + length))
    at += Math.max(0, length)
  }
  return fields
}
