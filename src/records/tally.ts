import type { Json } from '../json/json.ts'
import type { SourceRow } from './cell.ts'
import type { LoadOutcome, TableCounts } from './ports.ts'
import { type QuarantineCode, type Quarantined, rawCell } from './quarantine.ts'
import type { RowWarning } from './row-up.ts'

/** What happened to one row in this run that is worth telling. */
export type RowEvent =
  | { readonly kind: 'quarantined'; readonly table: string; readonly row: Quarantined }
  | {
      readonly kind: 'warning'
      readonly table: string
      readonly id: bigint
      readonly warning: RowWarning
      /** the cell, as a quarantine would keep it */
      readonly value: Json
    }
  | { readonly kind: 'conflict'; readonly table: string; readonly id: bigint }

export interface TransferResult {
  /** of the whole run, earlier parts of it included */
  readonly tables: Readonly<Record<string, TableCounts>>
  /** rows quarantined in this part of the run by table and code */
  readonly quarantined: Readonly<Record<string, Partial<Record<QuarantineCode, number>>>>
  /** warnings of this part of the run by table and code */
  readonly warnings: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** rows in conflict by table */
  readonly conflicts: Readonly<Record<string, readonly bigint[]>>
  /** tables of the source that no record covers, with their row counts */
  readonly notCovered: Readonly<Record<string, number>>
  /** false: rows are left for another run */
  readonly complete: boolean
}

/** Counts while rows go by; what a load has done is counted when it is done. */
export class Tally {
  readonly tables: Record<string, TableCounts> = {}
  readonly quarantined: Record<string, Partial<Record<QuarantineCode, number>>> = {}
  readonly warnings: Record<string, Record<string, number>> = {}
  readonly conflicts: Record<string, bigint[]> = {}
  quarantinedNow = 0
  readonly #onEvent: ((event: RowEvent) => void) | undefined

  constructor(onEvent: ((event: RowEvent) => void) | undefined) {
    this.#onEvent = onEvent
  }

  begin(table: string, counts: TableCounts): void {
    this.tables[table] = counts
    this.quarantined[table] = {}
    this.warnings[table] = {}
    this.conflicts[table] = []
  }

  addQuarantined(table: string, row: Quarantined): void {
    this.quarantinedNow += 1
    increment(this.quarantined[table], row.code)
    this.#onEvent?.({ kind: 'quarantined', table, row })
  }

  addWarnings(table: string, id: bigint, warnings: readonly RowWarning[], source: SourceRow): void {
    for (const warning of warnings) {
      increment(this.warnings[table], warning.code)
      this.#onEvent?.({ kind: 'warning', table, id, warning, value: rawCell(source[warning.column] ?? null) })
    }
  }

  addConflicts(table: string, { inConflict }: LoadOutcome): void {
    this.conflicts[table]?.push(...inConflict)
    for (const id of inConflict) this.#onEvent?.({ kind: 'conflict', table, id })
  }
}

function increment(counts: Partial<Record<string, number>> | undefined, code: string): void {
  if (counts) counts[code] = (counts[code] ?? 0) + 1
}
