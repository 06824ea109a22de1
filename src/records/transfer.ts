import type { Facts } from './codec.ts'
import {
  type Batch,
  type ChunkBounds,
  noCounts,
  type RecordSource,
  type RecordTarget,
  type TableCounts,
} from './ports.ts'
import type { QuarantineCode } from './quarantine.ts'
import type { RecordDefinition } from './record.ts'
import { type RowUp, rowUp } from './row-up.ts'
import { findSubstitutes } from './substitutes.ts'

export interface TransferOptions {
  readonly records: readonly RecordDefinition[]
  /** run in the target when all rows are over */
  readonly completion: readonly string[]
  readonly bounds: ChunkBounds
  readonly onProgress?: (table: string, counts: TableCounts, total: number) => void
}

export interface TransferResult {
  readonly tables: Readonly<Record<string, TableCounts>>
  /** quarantined rows of this run by table and code */
  readonly quarantined: Readonly<Record<string, Partial<Record<QuarantineCode, number>>>>
  /** warnings of this run by table and code */
  readonly warnings: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** rows in conflict by table */
  readonly conflicts: Readonly<Record<string, readonly bigint[]>>
  /** tables of the source that no record covers, with their row counts */
  readonly notCovered: Readonly<Record<string, number>>
}

/**
 * Carries every row of the source over, batch by batch; each batch is one transaction with its checkpoint,
 * so that a run that was killed goes on where it was.
 */
export async function transfer(
  source: RecordSource,
  target: RecordTarget,
  options: TransferOptions,
): Promise<TransferResult> {
  const tally = new Tally()
  await target.beginRun(source.fingerprint)
  for (const record of options.records) await transferRecord(record, source, target, options, tally)
  await target.finishRun(options.completion, tally.tables)
  const covered = new Set(options.records.map((record) => record.source))
  const notCovered = Object.fromEntries([...source.tables].filter(([name]) => !covered.has(name)))
  return {
    tables: tally.tables,
    quarantined: tally.quarantined,
    warnings: tally.warnings,
    conflicts: tally.conflicts,
    notCovered,
  }
}

async function transferRecord(
  record: RecordDefinition,
  source: RecordSource,
  target: RecordTarget,
  { records, bounds, onProgress }: TransferOptions,
  tally: Tally,
): Promise<void> {
  const facts = await gatherFacts(record, records, source, target, bounds)
  const checkpoint = await target.checkpoint(record)
  const total = source.tables.get(record.source) ?? 0
  let after = checkpoint?.lastKey ?? null
  let counts = checkpoint?.counts ?? noCounts
  tally.tables[record.source] = counts
  for (;;) {
    const rows = source.readChunk(record.source, record.key, after, bounds)
    if (rows.length === 0) break
    const ups = rows.map((row) => rowUp(record, row, facts))
    const batch = batchOf(record, ups, counts)
    const outcome = await target.load(batch)
    after = batch.lastKey
    counts = {
      ...batch.counts,
      landed: counts.landed + outcome.landed,
      alreadyThere: counts.alreadyThere + outcome.alreadyThere,
      inConflict: counts.inConflict + outcome.inConflict.length,
    }
    tally.add(record.source, ups, counts, outcome.inConflict)
    onProgress?.(record.source, counts, total)
  }
  await target.finishRecord(record, source.highestKey(record.source, record.key))
}

/** `counts` takes the rows to load as landed; the target corrects that where they were there before. */
function batchOf(record: RecordDefinition, ups: readonly RowUp[], before: TableCounts): Batch {
  const landed = ups.filter((up) => up.kind === 'landed')
  const quarantined = ups.filter((up) => up.kind === 'quarantined')
  const companions = new Map(landed.flatMap((up) => up.companions.map((item) => [String(item.row.id), item])))
  return {
    record,
    rows: landed.map((up) => up.row),
    companions: [...companions.values()],
    quarantined,
    lastKey: (ups.at(-1) as RowUp).id,
    counts: {
      ...before,
      read: before.read + ups.length,
      landed: before.landed + landed.length,
      quarantined: before.quarantined + quarantined.length,
    },
  }
}

async function gatherFacts(
  record: RecordDefinition,
  records: readonly RecordDefinition[],
  source: RecordSource,
  target: RecordTarget,
  bounds: ChunkBounds,
): Promise<Facts> {
  const keys = new Map(records.map((other) => [other.source, other.key]))
  const referred = new Set(Object.values(record.references))
  const quarantined = new Map<string, ReadonlySet<bigint>>()
  for (const other of records) {
    if (referred.has(other.target)) quarantined.set(other.source, await target.quarantinedKeys(other.source))
  }
  const facts: Facts = {
    standing: (table, id) =>
      source.has(table, keys.get(table) ?? 'id', id) && !quarantined.get(table)?.has(id) ? 'lands' : 'never',
    substitute: () => undefined,
    instant: (local) => local,
  }
  if (record.unique.length === 0) return facts
  const substitutes = await findSubstitutes(record, source, target, facts, bounds)
  return { ...facts, substitute: (column, id) => substitutes.get(column)?.get(id) }
}

class Tally {
  readonly tables: Record<string, TableCounts> = {}
  readonly quarantined: Record<string, Partial<Record<QuarantineCode, number>>> = {}
  readonly warnings: Record<string, Record<string, number>> = {}
  readonly conflicts: Record<string, bigint[]> = {}

  add(table: string, ups: readonly RowUp[], counts: TableCounts, conflicts: readonly bigint[]): void {
    this.tables[table] = counts
    this.conflicts[table] = [...(this.conflicts[table] ?? []), ...conflicts]
    this.quarantined[table] ??= {}
    this.warnings[table] ??= {}
    for (const up of ups) {
      if (up.kind === 'quarantined') increment(this.quarantined[table], up.code)
      else for (const warning of up.warnings) increment(this.warnings[table], warning.code)
    }
  }
}

function increment(counts: Partial<Record<string, number>>, code: string): void {
  counts[code] = (counts[code] ?? 0) + 1
}
