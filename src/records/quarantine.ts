import { createHash } from 'node:crypto'
import { type Json, type JsonObject, stringifyJson } from '../json/json.ts'
import { type Cell, encodeCell, type SourceRow } from './cell.ts'

/** Why a row cannot land. When a row has several faults, the first in this order counts (mapping.md, "Small print"). */
export const quarantineCodes = [
  'invalid_utf8',
  'nul_character',
  'not_text',
  'missing_required',
  'invalid_unicode',
  'bad_timestamp',
  'too_large',
  'dangling_relationship',
] as const

export type QuarantineCode = (typeof quarantineCodes)[number]

export interface RowFault {
  readonly code: QuarantineCode
  readonly column: string
  readonly reason: string
}

export interface Quarantined {
  readonly id: bigint
  readonly code: QuarantineCode
  /** the column of the fault that counts */
  readonly column: string
  /** names every fault of the row */
  readonly reason: string
  readonly raw: JsonObject
}

export function quarantine(id: bigint, faults: readonly RowFault[], source: SourceRow): Quarantined {
  const [first] = faults.toSorted((a, b) => quarantineCodes.indexOf(a.code) - quarantineCodes.indexOf(b.code))
  if (!first) throw new TypeError('a row is quarantined for a reason')
  return {
    id,
    code: first.code,
    column: first.column,
    reason: faults.map((fault) => `${fault.column}: ${fault.reason}`).join('; '),
    raw: rawRow(source),
  }
}

/** The whole source row as jsonb can hold it. */
export const rawRow = (source: SourceRow): JsonObject =>
  Object.fromEntries(Object.entries(source).map(([name, cell]) => [name, rawCell(cell)]))

/** A cell as jsonb can hold it. */
export const rawCell = (cell: Cell): Json =>
  typeof cell === 'string' && (cell.includes('\0') || !cell.isWellFormed())
    ? { text_base64: Buffer.from(cell, 'utf8').toString('base64') }
    : encodeCell(cell)

/** Cells below this are never what a row is too large for. */
const large = 1 << 20

/**
 * A raw row with the largest of its cells replaced by its size and digest, for a target that cannot hold it even so:
 * then it is in the source alone. Undefined when no cell is large.
 */
export function leaveOutLargest(raw: JsonObject): JsonObject | undefined {
  const cells = Object.entries(raw).map(([name, cell]) => ({ name, text: stringifyJson(cell) }))
  const largest = cells.reduce((one, other) => (other.text.length > one.text.length ? other : one))
  if (largest.text.length < large) return undefined
  const sha256 = createHash('sha256').update(largest.text).digest('hex')
  return { ...raw, [largest.name]: { left_out: { bytes: Buffer.byteLength(largest.text), sha256 } } }
}
