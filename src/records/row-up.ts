import { type Json, wholeNumber } from '../json/json.ts'
import { type Cell, encodeCell, MalformedText, type SourceRow } from './cell.ts'
import type { Facts, UpRow } from './codec.ts'
import { type QuarantineCode, type Quarantined, quarantine, type RowFault } from './quarantine.ts'
import type { Field, RecordDefinition } from './record.ts'
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
  const row = new RowOnItsWay(source[record.key] as bigint, source, facts)
  const { fields, known } = readPlan(record)
  const target: DraftRow = {}
  let complement: Record<string, Json> | undefined

  for (const { name, slot, codec } of fields) {
    row.column = name
    const cell = row.cell(name)
    if (refuseUnstorable(cell, row)) continue
    const value = codec.up(cell, row)
    slot.set(target, value)
    const rest = codec.rest(cell, value, row)
    if (rest === undefined) continue
    complement ??= {}
    complement[name] = rest
  }
  const unknown = readUnknown(row, source, known)
  if (unknown) complement = { ...complement, columns: unknown }
  if (row.faults.length > 0) return { kind: 'quarantined', ...quarantine(row.id, row.faults, source) }

  Object.assign(target, record.derive(target, row.id))
  const provenance = { from: record.from, v1_id: wholeNumber(row.id) }
  record.provenance.set(target, complement ? { ...provenance, complement } : provenance)
  return { kind: 'landed', id: row.id, row: target, companions: row.companions, warnings: row.warnings }
}

/** Most rows have nothing to tell. */
const none: readonly never[] = []

class RowOnItsWay implements UpRow {
  readonly id: bigint
  readonly facts: Facts
  faults: readonly RowFault[] = none
  warnings: readonly RowWarning[] = none
  companions: readonly Companion[] = none
  /** the column that is looked at */
  column = ''
  readonly #source: SourceRow

  constructor(id: bigint, source: SourceRow, facts: Facts) {
    this.id = id
    this.facts = facts
    this.#source = source
  }

  cell(name: string): Cell {
    return this.#source[name] ?? null
  }

  refuse(code: QuarantineCode, reason: string): void {
    this.faults = [...this.faults, { code, column: this.column, reason }]
  }

  warn(code: string, message: string): void {
    this.warnings = [...this.warnings, { code, column: this.column, message }]
  }

  need(table: string, row: TargetRow): void {
    this.companions = [...this.companions, { table, row }]
  }
}

interface Plan {
  readonly fields: readonly (Field & { readonly name: string })[]
  /** every source column that the record knows */
  readonly known: ReadonlySet<string>
}

const plans = new WeakMap<RecordDefinition, Plan>()

function readPlan(record: RecordDefinition): Plan {
  const made = plans.get(record)
  if (made) return made
  const fields = Object.entries(record.fields).flatMap(([name, item]) =>
    item.kind === 'field' ? [{ ...item, name }] : [],
  )
  const plan = { fields, known: new Set([record.key, ...Object.keys(record.fields)]) }
  plans.set(record, plan)
  return plan
}

/** Values of columns that the contract does not know; NULL is the same as no such column. */
function readUnknown(row: RowOnItsWay, source: SourceRow, known: ReadonlySet<string>): Json | undefined {
  const found: [string, Json][] = []
  for (const name in source) {
    if (known.has(name)) continue
    row.column = name
    const cell = row.cell(name)
    if (cell !== null && !refuseUnstorable(cell, row)) found.push([name, encodeCell(cell)])
  }
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

/** Refuses a cell that no target can hold, before its codec is asked. */
export function refuseUnstorable(cell: Cell, row: Pick<UpRow, 'refuse'>): boolean {
  if (typeof cell === 'string') {
    if (!cell.includes('\0')) return false
    row.refuse('nul_character', 'holds the character U+0000')
    return true
  }
  if (!(cell instanceof MalformedText)) return false
  row.refuse('invalid_utf8', 'holds bytes that are no valid text')
  return true
}
