import { loadIsolating } from './load-isolating.ts'
import { mapInTurn } from './map-in-turn.ts'
import type { MappedChunk } from './mapped-chunk.ts'
import { noCounts, type TableCounts } from './ports.ts'
import type { Carrying, Mapping } from './prepare-mapping.ts'
import type { RecordDefinition } from './record.ts'
import { requireFew } from './require-few.ts'

interface CarriedRows {
  /** the last row before the first that waits for another, if one does */
  readonly held: bigint | undefined
  /** the last row that was read */
  readonly last: bigint | null
  /** how many rows were read */
  readonly read: number
}

/**
 * Carries the rows of one table over, from the checkpoint on. The checkpoint stays before the first row that waits for
 * another, so that the next run comes to it again.
 */
export async function carryRows(
  record: RecordDefinition,
  carrying: Carrying,
  mapping: Mapping,
): Promise<CarriedRows> {
  const { source, target, options, tally } = carrying
  const table = record.source
  const checkpoint = await target.checkpoint(record)
  const total = source.tables.get(table) ?? 0
  let last = checkpoint?.lastKey ?? null
  let counts: TableCounts = checkpoint?.counts ?? noCounts
  let read = 0
  let held: bigint | undefined
  tally.begin(table, counts)
  for await (const chunk of mapInTurn(record, carrying, mapping, last)) {
    const size = chunk.keys.length
    const free = held === undefined ? firstWaiting(chunk) : 0
    counts = await loadIsolating(carrying, record, chunk, { from: 0, to: free }, counts, true)
    counts = await loadIsolating(carrying, record, chunk, { from: free, to: size }, counts, false)
    if (free < size) held ??= (chunk.keys[free] as bigint) - 1n
    last = chunk.keys[size - 1] as bigint
    read += size
    options.onProgress?.(table, counts, total)
    requireFew(tally, options.maxErrors)
  }
  return { held, last, read }
}

function firstWaiting({ keys, told }: MappedChunk): number {
  for (const [place, { kind }] of told) if (kind === 'waiting') return place
  return keys.length
}
