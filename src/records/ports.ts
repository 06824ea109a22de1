import type { SourceRow } from './cell.ts'
import type { QuarantineCode, Quarantined } from './quarantine.ts'
import type { RecordDefinition } from './record.ts'
import type { Companion } from './row-up.ts'
import type { WarningEvent } from './tally.ts'
import type { TargetRow } from './target-row.ts'

/** One moment of a source database, read-only. */
export interface RecordSource {
  /** changes when the source does; the same for the same source on every machine */
  readonly fingerprint: string
  /** tables and their row counts */
  readonly tables: ReadonlyMap<string, number>
  /** Rows in order of their key, after the given one, as many as fit the bounds (at least one while there are any). */
  readChunk(table: string, key: string, after: bigint | null, bounds: ChunkBounds): readonly SourceRow[]
  has(table: string, key: string, id: bigint): boolean
  highestKey(table: string, key: string): bigint | null
}

export interface ChunkBounds {
  readonly rows: number
  readonly bytes: number
}

/** Rows in the form in which the target takes them: without objects, so that many of them take little memory. */
export interface PackedRows {
  readonly length: number
  /** as of an array */
  slice(from: number, to?: number): PackedRows
}

export interface RowPacker {
  add(row: TargetRow): void
  /** size of what was added since the last `take` */
  readonly bytes: number
  /** what was added since the last call */
  take(): PackedRows
}

/** What is written in one transaction: rows, what they need, what could not land, and how far the source was read. */
export interface Batch {
  readonly record: RecordDefinition
  readonly rows: PackedRows
  /** the source keys of these rows, in order */
  readonly keys: readonly bigint[]
  readonly companions: readonly Companion[]
  readonly quarantined: readonly Quarantined[]
  /** what is to be told of rows that land */
  readonly warnings: readonly WarningEvent[]
  /** what earlier facts made of rows, where that differs: a target row that is still so is brought up to date */
  readonly previous: readonly TargetRow[]
  /** how far the source is done with these rows, `counts` without what the load finds; null when earlier rows still wait */
  readonly checkpoint: Checkpoint | null
}

/** Thrown by `load` when the target refuses a value of some row of the batch; nothing of the batch is in the target. */
export class RowsRefused extends Error {
  override readonly name = 'RowsRefused'
  readonly code: QuarantineCode

  constructor(code: QuarantineCode, reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.code = code
  }
}

/** The ledger of one source table: read = landed + alreadyThere + inConflict + quarantined + waiting. */
export interface TableCounts {
  readonly read: number
  readonly landed: number
  readonly alreadyThere: number
  readonly inConflict: number
  readonly quarantined: number
  readonly waiting: number
}

export interface LoadOutcome {
  readonly landed: number
  readonly alreadyThere: number
  readonly inConflict: readonly bigint[]
}

export interface Checkpoint {
  readonly lastKey: bigint
  readonly counts: TableCounts
}

export interface RecordTarget {
  /**
   * Starts a run of this source, or goes on with one that was not finished. One at a time: a second caller gets an error.
   * @returns the options the run was begun with
   * @throws MigrateError `busy`; `bad_setting` when an unfinished run was begun with another time zone or configuration
   */
  beginRun(fingerprint: string, options: RunOptions): Promise<RunOptions>
  /** how far the unfinished run of this source has come with a table; undefined when there is nothing to go on from */
  checkpoint(record: RecordDefinition): Promise<Checkpoint | undefined>
  /** rows in quarantine, and those that this run has taken out of it again */
  quarantinedKeys(table: string): Promise<QuarantinedKeys>
  /** values of a unique column in rows that are not from this migration */
  foreignValues(record: RecordDefinition, column: string): Promise<readonly string[]>
  createPacker(record: RecordDefinition): RowPacker
  /** @throws RowsRefused */
  load(batch: Batch): Promise<LoadOutcome>
  /** Takes rows out of quarantine that are no longer in the source. */
  resolveQuarantined(table: string, keys: readonly bigint[]): Promise<void>
  /** Sequences go on above the highest source key. */
  finishRecord(record: RecordDefinition, highestKey: bigint | null): Promise<void>
  finishRun(statements: readonly string[], counts: Readonly<Record<string, TableCounts>>): Promise<void>
  /** Lets go of the target with the run unfinished. */
  leaveRun(): Promise<void>
}

/** What an unfinished run must go on with. */
export interface RunOptions {
  /** IANA name of the zone of times without one */
  readonly timezone: string
  /** rows in quarantine are taken up again */
  readonly retry: boolean
  /** digest of the configuration that rows are mapped by; empty without one */
  readonly configuration: string
}

export interface QuarantinedKeys {
  readonly still: ReadonlySet<bigint>
  readonly resolvedInThisRun: ReadonlySet<bigint>
}

export const noCounts: TableCounts = {
  read: 0,
  landed: 0,
  alreadyThere: 0,
  inConflict: 0,
  quarantined: 0,
  waiting: 0,
}
