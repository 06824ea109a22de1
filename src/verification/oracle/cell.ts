import { type Json, JsonNumber } from './json.ts'

/** One SQLite value with its storage class; `broken_text` is TEXT that is not valid in the file's encoding. */
export type Cell =
  | { readonly class: 'null' }
  | { readonly class: 'integer'; readonly value: bigint }
  | { readonly class: 'real'; readonly value: number }
  | { readonly class: 'text'; readonly text: string }
  | { readonly class: 'broken_text'; readonly bytes: Uint8Array }
  | { readonly class: 'blob'; readonly bytes: Uint8Array }

export const NULL_CELL: Cell = { class: 'null' }

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of UTF-8 bytes, a byte order mark included; undefined if they are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** How a value reads as text; undefined for NULL and for bytes that are no text. */
export function textOf(cell: Cell): string | undefined {
  switch (cell.class) {
    case 'null':
    case 'broken_text':
      return undefined
    case 'integer':
      return String(cell.value)
    case 'real':
      return realText(cell.value)
    case 'text':
      return cell.text
    case 'blob':
      return decodeUtf8(cell.bytes)
  }
}

function realText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf'
  if (value === Number.NEGATIVE_INFINITY) return '-inf'
  return Object.is(value, -0) ? '-0' : String(value)
}

/** A value as the complement writes it, so that its class comes back. */
export function complementOf(cell: Cell): Json {
  switch (cell.class) {
    case 'null':
      return null
    case 'integer':
      return new JsonNumber(String(cell.value))
    case 'real':
      return { real: realText(cell.value) }
    case 'text':
      return cell.text
    case 'broken_text':
      return { invalid_utf8: base64(cell.bytes) }
    case 'blob':
      return { blob: base64(cell.bytes) }
  }
}

/** A value as the quarantine keeps it: as the complement does, and text that jsonb cannot hold as base64. */
export function quarantineOf(cell: Cell): Json {
  const isUnstorable = cell.class === 'text' && cell.text.includes('\0')
  return isUnstorable ? { text_base64: base64(Buffer.from(cell.text)) } : complementOf(cell)
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
