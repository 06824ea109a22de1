import type { Json } from '../json/json.ts'
import type { TableCounts } from './ports.ts'
import type { QuarantineCode, Quarantined } from './quarantine.ts'
import type { RowWarning } from './row-up.ts'

/** What happened to one row in this run that is worth telling. */
export type RowEvent =
  | { readonly kind: 'quarantined'; readonly table: string; readonly row: Quarantined }
  | WarningEvent
  | { readonly kind: 'conflict'; readonly table: string; readonly id: bigint }

export interface WarningEvent {
  readonly kind: 'warning'
  readonly table: string
  readonly id: bigint
  readonly warning: RowWarning
  /** the cell, as a quarantine would keep it */
  readonly value: Json
}

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

  add(event: RowEvent): void {
    const { kind, table } = event
    if (kind === 'quarantined') this.countQuarantined(table, event.row.code, 1)
    else if (kind === 'warning') this.countWarnings(table, event.warning.code, 1)
    else this.conflicts[table]?.push(event.id)
    this.tell(event)
  }

  countQuarantined(table: string, code: string, rows: number): void {
    this.quarantinedNow += rows
    increase(this.quarantined[table], code, rows)
  }

  countWarnings(table: string, code: string, rows: number): void {
    increase(this.warnings[table], code, rows)
  }

  /** of an event that is counted already */
  tell(event: RowEvent): void {
    this.#onEvent?.(event)
  }
}

function increase(counts: Partial<Record<string, number>> | undefined, code: string, rows: number): void {
  if (counts) counts[code] = (counts[code] ?? 0) + rows
}
