import type { SourceRow } from './cell.ts'
import type { Quarantined } from './quarantine.ts'
import type { RecordDefinition } from './record.ts'
import type { Companion } from './row-up.ts'
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

/** What is written in one transaction: rows, what they need, what could not land, and how far the source was read. */
export interface Batch {
  readonly record: RecordDefinition
  readonly rows: readonly TargetRow[]
  readonly companions: readonly Companion[]
  readonly quarantined: readonly Quarantined[]
  readonly lastKey: bigint
  readonly counts: TableCounts
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
  /** Starts or goes on with the run of this source. One run at a time: a second caller gets an error. */
  beginRun(fingerprint: string): Promise<void>
  /** how far the unfinished run of this source has come with a table; undefined when there is nothing to go on from */
  checkpoint(record: RecordDefinition): Promise<Checkpoint | undefined>
  quarantinedKeys(table: string): Promise<ReadonlySet<bigint>>
  /** values of a unique column in rows that are not from this migration */
  foreignValues(record: RecordDefinition, column: string): Promise<readonly string[]>
  load(batch: Batch): Promise<LoadOutcome>
  /** Sequences go on above the highest source key. */
  finishRecord(record: RecordDefinition, highestKey: bigint | null): Promise<void>
  finishRun(statements: readonly string[], counts: Readonly<Record<string, TableCounts>>): Promise<void>
}

export const noCounts: TableCounts = {
  read: 0,
  landed: 0,
  alreadyThere: 0,
  inConflict: 0,
  quarantined: 0,
  waiting: 0,
}
