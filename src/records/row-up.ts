import type { Json } from '../json/json.ts'
import { type Cell, encodeCell, MalformedText, type SourceRow } from './cell.ts'
import type { Facts, UpRow } from './codec.ts'
import { type QuarantineCode, type Quarantined, quarantine, type RowFault } from './quarantine.ts'
import type { RecordDefinition } from './record.ts'
import type { DraftRow, TargetRow } from './target-row.ts'

export interface RowWarning {
  readonly code: string
  readonly column: string
  readonly message: string
}

/** A row that the landed one needs beside it. */
export interface Companion {
  readonly table: string
  readonly row: TargetRow
}

export type RowUp =
  | {
      readonly kind: 'landed'
      readonly id: bigint
      readonly row: TargetRow
      readonly companions: readonly Companion[]
      readonly warnings: readonly RowWarning[]
    }
  | ({ readonly kind: 'quarantined' } & Quarantined)

/** One source row on its way up. Total: every row lands or is quarantined with all its reasons. */
export function rowUp(record: RecordDefinition, source: SourceRow, facts: Facts): RowUp {
  const id = source[record.key] as bigint
  const faults: RowFault[] = []
  const warnings: RowWarning[] = []
  const companions: Companion[] = []
  const target: DraftRow = {}
  const complement: Record<string, Json> = {}
  let current = record.key

  const row: UpRow = {
    id,
    facts,
    cell: (name) => source[name] ?? null,
    refuse: (code, reason) => faults.push({ code, column: current, reason }),
    warn: (code, message) => warnings.push({ code, column: current, message }),
    need: (table, other) => companions.push({ table, row: other }),
  }

  for (current of Object.keys(record.fields)) {
    const item = record.fields[current]
    const cell = source[current] ?? null
    if (item?.kind !== 'field' || refuseUnstorable(cell, row.refuse)) continue
    const value = item.codec.up(cell, row)
    item.slot.set(target, value)
    const rest = item.codec.rest(cell, value, row)
    if (rest !== undefined) complement[current] = rest
  }
  const unknown = unknownColumns(record, source, (name, cell) => {
    current = name
    return refuseUnstorable(cell, row.refuse)
  })
  if (unknown) complement.columns = unknown
  if (faults.length > 0) return { kind: 'quarantined', ...quarantine(id, faults, source) }

  Object.assign(target, record.derive(target, id))
  const hasComplement = Object.keys(complement).length > 0
  record.provenance.set(target, { from: record.from, v1_id: id, ...(hasComplement && { complement }) })
  return { kind: 'landed', id, row: target, companions, warnings }
}

/** Values of columns that the contract does not know; NULL is the same as no such column. */
function unknownColumns(
  record: RecordDefinition,
  source: SourceRow,
  refused: (name: string, cell: Cell) => boolean,
): Json | undefined {
  const found = Object.entries(source).filter(
    ([name, cell]) =>
      cell !== null && name !== record.key && !Object.hasOwn(record.fields, name) && !refused(name, cell),
  )
  if (found.length === 0) return undefined
  return Object.fromEntries(found.map(([name, cell]) => [name, encodeCell(cell)]))
}

function refuseUnstorable(cell: Cell, refuse: (code: QuarantineCode, reason: string) => void): boolean {
  if (cell instanceof MalformedText) {
    refuse('invalid_utf8', 'holds bytes that are no valid text')
    return true
  }
  if (typeof cell === 'string' && cell.includes('\0')) {
    refuse('nul_character', 'holds the character U+0000')
    return true
  }
  return false
}
