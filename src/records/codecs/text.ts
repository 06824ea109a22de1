import { type Cell, MalformedText, realText } from '../cell.ts'
import { type Codec, type UpRow, wholeCell } from '../codec.ts'

/** A BLOB that is no text. */
export const notText = Symbol('not text')

/**
 * A cell as the text it stands for: INTEGER as its digits, REAL as its shortest digits, a BLOB of valid UTF-8 as
 * that text (a byte order mark included).
 */
export function readText(cell: Cell): string | null | typeof notText {
  if (typeof cell === 'string' || cell === null) return cell
  if (typeof cell === 'bigint') return cell.toString()
  if (typeof cell === 'number') return realText(cell)
  return cell instanceof MalformedText ? notText : (decodeUtf8(cell) ?? notText)
}

/** The text of a cell that goes to the target as it is. A TEXT cell with U+0000 was refused before. */
export function readStorable(cell: Cell, row: Pick<UpRow, 'refuse'>): string | null | typeof notText {
  const text = readText(cell)
  if (cell instanceof Uint8Array && typeof text === 'string' && text.includes('\0')) {
    row.refuse('nul_character', 'holds the character U+0000 in a BLOB')
  }
  return text
}

/** Text that must be there. */
export const requiredText = (): Codec<string> =>
  wholeCell({
    describe: 'text, required',
    up(cell, row) {
      const text = readStorable(cell, row)
      if (text === null) row.refuse('missing_required', 'is NULL, and the target needs a text')
      if (text === notText) row.refuse('not_text', 'is a BLOB that is not UTF-8')
      return typeof text === 'string' ? text : ''
    },
    down: (value) => value,
  })

/** Text that may be missing. */
export const optionalText = (): Codec<string | null> =>
  wholeCell({ describe: 'text', up: readOptionalText, down: (value) => value })

/** Text that is an absent member of a JSON column when missing. */
export const absentText = (): Codec<string | undefined> =>
  wholeCell({
    describe: 'text, absent when NULL',
    up: (cell, row) => readOptionalText(cell, row) ?? undefined,
    down: (value) => value ?? null,
  })

export function readOptionalText(cell: Cell, row: UpRow): string | null {
  const text = readStorable(cell, row)
  if (text !== notText) return text
  row.warn('not_text', 'is a BLOB that is not UTF-8; it counts as missing')
  return null
}

/** White space at both ends is no part of a word, a list or a flag; an empty one is a missing one. */
export function readWord(cell: Cell): string | null | typeof notText {
  const text = readText(cell)
  return typeof text === 'string' ? text.trim() || null : text
}

/** An entry of a B-tree index holds about 2,700 bytes; mapping.md draws the line below that. */
const mostIndexedBytes = 2000

/** Refuses a text that a unique index could not hold. */
export function refuseUnindexable(text: string, row: Pick<UpRow, 'refuse'>): void {
  if (Buffer.byteLength(text) > mostIndexedBytes)
    row.refuse('too_large', `is longer than ${mostIndexedBytes} bytes`)
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
