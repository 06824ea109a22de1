import { carryRecord } from './carry-record.ts'
import type { Facts } from './codec.ts'
import type { ChunkBounds, RecordSource, RecordTarget, RunOptions, TableCounts } from './ports.ts'
import type { RecordDefinition } from './record.ts'
import { type RowEvent, Tally, type TransferResult } from './tally.ts'

export interface TransferOptions extends Partial<RunOptions> {
  readonly records: readonly RecordDefinition[]
  /** run in the target when all rows are over */
  readonly completion: readonly string[]
  readonly bounds: ChunkBounds
  /** read at most so many rows of each table now; the next run goes on from there */
  readonly limit?: number
  /** end with an error once so many rows were quarantined */
  readonly maxErrors?: number
  /** microseconds since 1970 UTC of a local time of the source's zone; UTC when left out */
  readonly instant?: Facts['instant']
  /** in the place of this process alone: carries one table over, as `carryRecord` does */
  readonly carry?: typeof carryRecord
  readonly onProgress?: (table: string, counts: TableCounts, total: number) => void
  readonly onEvent?: (event: RowEvent) => void
}

/**
 * Carries every row of the source over, batch by batch; each batch is one transaction with its checkpoint,
 * so that a run that was killed goes on where it was.
 * @throws MigrateError `too_many_quarantined`, with all that has landed left as it is
 */
export async function transfer(
  source: RecordSource,
  target: RecordTarget,
  options: TransferOptions,
): Promise<TransferResult> {
  const tally = new Tally(options.onEvent)
  const { timezone = 'UTC', retry = false, configuration = '', carry = carryRecord } = options
  const run = await target.beginRun(source.fingerprint, { timezone, retry, configuration })
  const reached = new Map<string, bigint>()
  let complete = true
  for (const record of options.records) {
    const last = await carry(record, {
      source,
      target,
      options: { ...options, ...run },
      tally,
      reached,
    })
    if (last === undefined) continue
    complete = false
    reached.set(record.source, last)
  }
  if (complete) await target.finishRun(options.completion, tally.tables)
  else await target.leaveRun()
  const { tables, quarantined, warnings, conflicts } = tally
  const covered = new Set(options.records.map((record) => record.source))
  const notCovered = Object.fromEntries([...source.tables].filter(([name]) => !covered.has(name)))
  return { tables, quarantined, warnings, conflicts, notCovered, complete }
}
